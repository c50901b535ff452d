using Tresen.Platform.Views;
using Tresen.Privacy.Keeping;

namespace Tresen.Privacy.Knowing;

/// <summary>How people and what is kept of them read.</summary>
static class PersonWords
{
    /// <summary>The address of a page about that person.</summary>
    public static string Href(string page, Person person) =>
        $"/administration/privacy/{page}?" + (person.ContactId is { } id ? $"contact={id}" : $"mail={Uri.EscapeDataString(person.Mail)}");

    /// <summary>How the Protokoll names them: without the name.</summary>
    public static string ForAudit(Person person) => person.ContactId is { } id ? Words.Of("Ansprechpartner {0}", id) : Words.Of("jemand ohne Eintrag, über die E-Mail-Adresse");

    /// <summary>Why something is kept.</summary>
    public static string Of(RetentionClass why) => why switch
    {
        RetentionClass.BusinessLetter => Words.Of("Geschäftsbrief, 6 Jahre (§ 147 AO, § 257 HGB)"),
        RetentionClass.Voucher => Words.Of("Beleg, 8 Jahre (§ 147 AO, § 257 HGB)"),
        RetentionClass.LegalHold => Words.Of("Löschsperre"),
        _ => Words.Of("keine Pflicht"),
    };

    /// <summary>Until when.</summary>
    public static string Until(Retention retention) => retention.KeptUntil is { } day ? Show.Day(day) : Words.Of("ohne Ende");
}
