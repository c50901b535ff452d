using Tresen.Platform.Data;
using Tresen.Templates;

namespace Tresen.Demo;

/// <summary>Texts that the invented firm uses again and again.</summary>
static class DemoTemplates
{
    /// <summary>Adds them, in a tree of two levels. Salutation and signature stand in each new mail already.</summary>
    public static void AddTo(TresenDb db, DemoPeople firm)
    {
        var answers = new TemplateCategory("Antworten", null, 1);
        var appointments = new TemplateCategory("Termine", answers, 1);
        var closing = new TemplateCategory("Abschluss", null, 2);
        var house = firm.Department(DemoPeople.House);
        db.AddRange(
            new Template("Eingang bestätigen", "<div>Ihre Anfrage ist bei uns unter der Nummer {TICKET} angekommen. Wir melden uns, sobald wir mehr wissen.</div>", answers, null, 1),
            new Template("Rückfrage zum Gerät", "<div>damit wir Ihnen schnell helfen können, brauchen wir noch die Seriennummer des Gerätes. Sie steht meist auf einem Aufkleber an der Rückseite.</div>", answers, firm.Department(DemoPeople.It), 2),
            new Template("Termin bestätigen", "<div>wir bestätigen den Termin: {TERMIN}. Bitte sorgen Sie für einen Zugang zum Gerät. Ist etwas dazwischengekommen, rufen Sie uns bitte an: {MITARBEITER_TELEFON}.</div>", appointments, null, 1),
            new Template("Wartung ankündigen", "<div>die nächste Wartung steht an. Passt Ihnen ein Termin in den kommenden zwei Wochen? Wir brauchen etwa drei Stunden.</div>", appointments, house, 2),
            new Template("Erledigt", "<div>die Arbeiten zu „{BETREFF}“ sind erledigt. Sollte noch etwas sein, antworten Sie einfach auf diese Mail; die Nummer {TICKET} lassen Sie bitte im Betreff stehen.</div>", closing, null, 1));
    }
}
