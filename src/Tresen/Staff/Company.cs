using Tresen.Platform;

namespace Tresen.Staff;

/// <summary>A legal entity of ours. Mailboxes and departments belong to one.</summary>
public sealed class Company
{
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

    /// <summary>What an hour costs where neither customer, article nor department says.</summary>
    public HourlyRate Rate { get; private set; } = HourlyRate.Of(89);

    /// <summary>Surcharge on the rate of emergencies, in percent.</summary>
    public int EmergencySurcharge { get; private set; } = 50;

    /// <summary>Changes name, particulars and address.</summary>
    public void Describe(string name, string particulars, string street, string postalCode, string town, string bundesland) =>
        (Name, Particulars, Street, PostalCode, Town, Bundesland) = (name, particulars, street, postalCode, town, bundesland);

    /// <summary>Changes what an hour costs.</summary>
    public void Charge(HourlyRate rate, int emergencySurcharge) => (Rate, EmergencySurcharge) = (rate, emergencySurcharge);
}
