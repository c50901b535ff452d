using Tresen.Platform.Views;

namespace Tresen.Import;

/// <summary>What is taken in and given out as a table. The numbers are stored.</summary>
public enum MasterData
{
    Customers = 1,

    /// <summary>A line is a person's part at a customer: whoever acts for two stands there twice.</summary>
    Contacts = 2,

    Devices = 3,
}

/// <summary>By what a line of a file finds the record that is there already. The numbers are stored.</summary>
public enum RecordKey
{
    CustomerNumber = 1,
    NameAndPostalCode = 2,

    /// <summary>Where a line has none: by name at the same customer.</summary>
    Mail = 3,

    /// <summary>Telephone or mobile; where a line has none: by name at the same customer.</summary>
    Phone = 4,

    SerialNumber = 5,

    /// <summary>Our own label (<em>Inventarnummer</em>).</summary>
    Tag = 6,
}

/// <summary>What they are called on the screen.</summary>
public static class ImportWords
{
    /// <summary><c>Kunden</c>, <c>Ansprechpartner</c>, <c>Geräte</c>.</summary>
    public static string Of(MasterData what) => what switch
    {
        MasterData.Customers => Words.Of("Kunden"),
        MasterData.Contacts => Words.Of("Ansprechpartner"),
        _ => Words.Of("Geräte"),
    };

    /// <summary>A key in words.</summary>
    public static string Of(RecordKey key) => key switch
    {
        RecordKey.CustomerNumber => Words.Of("Kundennummer"),
        RecordKey.NameAndPostalCode => Words.Of("Name und PLZ"),
        RecordKey.Mail => Words.Of("E-Mail"),
        RecordKey.Phone => Words.Of("Telefon oder Mobil"),
        RecordKey.SerialNumber => Words.Of("Seriennummer und Artikel"),
        _ => Words.Of("Inventarnummer"),
    };

    /// <summary>What becomes of a line.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.New => Words.Of("neu"),
        Outcome.Changed => Words.Of("geändert"),
        Outcome.Unchanged => Words.Of("unverändert"),
        _ => Words.Of("Fehler"),
    };

    /// <summary>The keys to choose from, the usual one first.</summary>
    public static IReadOnlyList<RecordKey> KeysOf(MasterData what) => what switch
    {
        MasterData.Customers => [RecordKey.CustomerNumber, RecordKey.NameAndPostalCode],
        MasterData.Contacts => [RecordKey.Mail, RecordKey.Phone],
        _ => [RecordKey.SerialNumber, RecordKey.Tag],
    };
}
