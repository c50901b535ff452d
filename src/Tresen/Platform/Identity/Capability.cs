namespace Tresen.Platform.Identity;

/// <summary>The named rights. Roles are presets of them; the numbers are stored.</summary>
[Flags]
public enum Capability
{
    None = 0,

    /// <summary>Work on tickets and conversations, take in requests, book one's own time.</summary>
    Work = 1,

    /// <summary>See rates and amounts.</summary>
    SeePrices = 2,

    /// <summary>Decide on approvals (<em>Freigabe</em>) where neither lead nor deputy does.</summary>
    Approve = 4,

    /// <summary>Book time for colleagues.</summary>
    BookForOthers = 8,

    /// <summary>Change rates, correct others' bookings, see absence kinds.</summary>
    TimeAdministration = 16,

    /// <summary>Look at figures about single persons; off by default.</summary>
    EvaluatePersons = 32,

    /// <summary>Mark as billed and take it back, customers' rates.</summary>
    Billing = 64,

    /// <summary>Everything under <em>Administration</em>.</summary>
    Administration = 128,

    /// <summary>Change customers, contacts, sites, devices and articles.</summary>
    MasterData = 256,
}
