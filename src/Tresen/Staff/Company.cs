using Tresen.Platform;
using Tresen.Platform.Time;

namespace Tresen.Staff;

/// <summary>A legal entity of ours. Mailboxes and departments belong to one.</summary>
public sealed class Company
{
    /// <summary>Times when it is closed that a company can have.</summary>
    public const int MostClosed = 40;

    /// <summary>Characters that the name of closed days has room for.</summary>
    public const int MostClosedName = 60;

    Company()
    {
    }

    /// <summary>A company by its name, with the particulars that law asks for in business mails (§ 35a GmbHG, § 37a HGB).</summary>
    public Company(string name, string particulars) => (Name, Particulars) = (name, particulars);

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary><em>Pflichtangaben</em>: appended to every business mail; staff can't remove them.</summary>
    public string Particulars { get; private set; } = "";

    public string Street { get; private set; } = "";

    public string PostalCode { get; private set; } = "";

    public string Town { get; private set; } = "";

    /// <summary>The Bundesland whose public holidays count, ISO 3166-2 without <c>DE-</c>: <c>BY</c>.</summary>
    public string Bundesland { get; private set; } = "NW";

    /// <summary>Holidays of its region that count as well.</summary>
    public RegionalHolidays Regional { get; private set; }

    /// <summary><em>Geschäftszeiten</em>, for departments without their own too.</summary>
    public BusinessHours Hours { get; private set; } = BusinessHours.Usual;

    /// <summary>Days on which it is closed besides the public holidays, the earliest first; none overlaps another.</summary>
    public IReadOnlyList<ClosedDays> Closed { get; private set; } = [];

    /// <summary>What an hour costs where neither customer, article nor department says.</summary>
    public HourlyRate Rate { get; private set; } = HourlyRate.Of(89);

    /// <summary>Surcharge on the rate of emergencies, in percent.</summary>
    public int EmergencySurcharge { get; private set; } = 50;

    /// <summary>Whoever is responsible is reminded so many working days before <em>Abschluss bis</em>; 0: not.</summary>
    public int RemindDays { get; private set; } = 1;

    /// <summary>… and so many minutes of working time before a promised time, or one of the day that something is due at; 0: not.</summary>
    public int RemindMinutes { get; private set; } = 60;

    /// <summary>When people are at work here.</summary>
    public WorkingTime WorkingTime => new(Hours, Calendar.Of(Bundesland, Regional), Closed);

    /// <summary>Changes name, particulars and address.</summary>
    public void Describe(string name, string particulars, string street, string postalCode, string town) =>
        (Name, Particulars, Street, PostalCode, Town) = (name, particulars, street, postalCode, town);

    /// <summary>Changes when it is open, and whose holidays count.</summary>
    public void Open(BusinessHours hours, string bundesland, RegionalHolidays regional) =>
        (Hours, Bundesland, Regional) = (hours, bundesland, regional & Holidays.RegionalIn(bundesland));

    /// <summary>Changes how long before a deadline whoever is responsible is reminded; 0: not at all.</summary>
    /// <param name="days">Working days before <em>Abschluss bis</em>.</param>
    /// <param name="minutes">Of working time, before a promised time or a time of the day.</param>
    public void Remind(int days, int minutes)
    {
        if (days is < 0 or > 20)
        {
            throw new BrokenRuleException("Bitte 0 bis 20 Werktage angeben.", nameof(RemindDays));
        }

        if (minutes is < 0 or > 24 * 60)
        {
            throw new BrokenRuleException("Bitte höchstens 24 Stunden angeben.", "RemindBefore");
        }

        (RemindDays, RemindMinutes) = (days, minutes);
    }

    /// <summary>It is closed on those days besides.</summary>
    public void CloseOn(DateOnly from, DateOnly to, string name)
    {
        if (to < from)
        {
            throw new BrokenRuleException("Der letzte Tag liegt vor dem ersten.", nameof(ClosedDays.To));
        }

        if (to > from.AddYears(1))
        {
            throw new BrokenRuleException("Länger als ein Jahr am Stück lässt sich nicht schließen. Bitte die Tage prüfen.", nameof(ClosedDays.To));
        }

        if (Closed.FirstOrDefault(c => from <= c.To && c.From <= to) is { } other)
        {
            throw new BrokenRuleException($"Diese Tage überschneiden sich mit „{other.Name}“. Bitte andere Tage wählen oder jene zuerst entfernen.", nameof(ClosedDays.From));
        }

        if (Closed.Count == MostClosed)
        {
            throw new BrokenRuleException($"Mehr als {MostClosed} Einträge sind nicht vorgesehen. Bitte vergangene entfernen.", nameof(ClosedDays.From));
        }

        Closed = [.. Closed.Append(new ClosedDays(from, to, name)).OrderBy(c => c.From)];
    }

    /// <summary>It isn't closed after all on the days that begin with that one. False: there are none.</summary>
    public bool OpenAgain(DateOnly from)
    {
        var before = Closed.Count;
        Closed = [.. Closed.Where(c => c.From != from)];
        return Closed.Count < before;
    }

    /// <summary>So many minutes after an emergency came in that nobody has taken, lead and deputies are called; 0: never.</summary>
    public int EmergencyMinutes { get; private set; } = 10;

    /// <summary>Changes after how many minutes lead and deputies are called; 0: never.</summary>
    public void CallAfter(int minutes) => EmergencyMinutes = minutes is >= 0 and <= 1440 ? minutes : throw new BrokenRuleException("Bitte 0 bis 1440 Minuten eingeben; 0 heißt nie.", nameof(EmergencyMinutes));

    /// <summary>Changes what an hour costs.</summary>
    public void Charge(HourlyRate rate, int emergencySurcharge) => (Rate, EmergencySurcharge) = (rate, emergencySurcharge);
}
