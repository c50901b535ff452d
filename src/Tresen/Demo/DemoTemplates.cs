using Tresen.Platform.Data;
using Tresen.Templates;

namespace Tresen.Demo;

/// <summary>Texts that the invented firm uses again and again.</summary>
static class DemoTemplates
{
    /// <summary>Adds them, in a tree of two levels.</summary>
    public static void AddTo(TresenDb db, DemoPeople firm)
    {
        var answers = new TemplateCategory("Antworten", null, 1);
        var appointments = new TemplateCategory("Termine", answers, 1);
        var closing = new TemplateCategory("Abschluss", null, 2);
        var house = firm.Department(DemoPeople.House);
        db.AddRange(
            new Template("Eingang bestätigen", "<div>{ANREDE}</div><div><br>Ihre Anfrage ist bei uns unter der Nummer {TICKET} angekommen. Wir melden uns, sobald wir mehr wissen.</div><div><br>{GRUSSWORT}<br>{MITARBEITER}</div>", answers, null, 1),
            new Template("Rückfrage zum Gerät", "<div>{ANREDE}</div><div><br>damit wir Ihnen schnell helfen können, brauchen wir noch die Seriennummer des Gerätes. Sie steht meist auf einem Aufkleber an der Rückseite.</div><div><br>{GRUSSWORT}<br>{MITARBEITER}</div>", answers, firm.Department(DemoPeople.It), 2),
            new Template("Termin bestätigen", "<div>{ANREDE}</div><div><br>wir bestätigen den Termin: {TERMIN}. Bitte sorgen Sie für einen Zugang zum Gerät. Ist etwas dazwischengekommen, rufen Sie uns bitte an: {MITARBEITER_TELEFON}.</div><div><br>{GRUSSWORT}<br>{MITARBEITER}</div>", appointments, null, 1),
            new Template("Wartung ankündigen", "<div>{ANREDE}</div><div><br>die nächste Wartung steht an. Passt Ihnen ein Termin in den kommenden zwei Wochen? Wir brauchen etwa drei Stunden.</div><div><br>{GRUSSWORT}<br>{MITARBEITER}</div>", appointments, house, 2),
            new Template("Erledigt", "<div>{ANREDE}</div><div><br>die Arbeiten zu „{BETREFF}“ sind erledigt. Sollte noch etwas sein, antworten Sie einfach auf diese Mail; die Nummer {TICKET} lassen Sie bitte im Betreff stehen.</div><div><br>{GRUSSWORT}<br>{MITARBEITER}</div>", closing, null, 1));
    }
}
