using Tresen.Platform.Data;

namespace Tresen.Tickets;

/// <summary>The lists that a new installation begins with: those of the retired module, so that whoever moves over finds
/// their words.</summary>
public static class StandardLists
{
    /// <summary>Adds them.</summary>
    public static void AddTo(TresenDb db)
    {
        db.AddRange(
            new Progress("angelegt", "created", 1, Category.New, "azure"),
            new Progress("terminiert", "scheduled", 2, Category.InWork, "indigo").Means(asksForAppointment: true),
            new Progress("besprochen", "discussed", 3, Category.InWork, "purple"),
            new Progress("gestartet", "started", 4, Category.InWork, "blue").Means(beginsWork: true),
            new Progress("testen", "testing", 5, Category.InWork, "cyan").Means(beginsWork: true),
            new Progress("Feedback", "feedback", 6, Category.WaitingForCustomer, "orange"),
            new Progress("warten", "waiting", 7, Category.WaitingForThirdParty, "yellow"),
            new Progress("abgeschlossen", "closed", 8, Category.Closed, "green"));
        db.AddRange(
            new Kind("Aufgabe", "Task", 1),
            new Kind("Fehler", "Fault", 2),
            new Kind("Kundenwunsch", "Customer's wish", 3),
            new Kind("Allgemeines Feature", "General feature", 4));
        db.AddRange(
            new Area("Support", "Support", 1),
            new Area("Vertrieb", "Sales", 2),
            new Area("Marketing", "Marketing", 3),
            new Area("Produktmanagement", "Product management", 4),
            new Area("Entwicklung", "Development", 5),
            new Area("Sonstiges", "Other", 6));
        db.AddRange(
            new Channel("Telefon", "Phone", 1, ChannelUse.Phone),
            new Channel("E-Mail", "E-mail", 2, ChannelUse.Mail),
            new Channel("Internet", "Internet", 3, ChannelUse.WebForm),
            new Channel("Fax", "Fax", 4),
            new Channel("Brief", "Letter", 5),
            new Channel("Sonstiges", "Other", 6));
        db.Add(new FreeField("Version", "Version", 1, 1));
    }
}
