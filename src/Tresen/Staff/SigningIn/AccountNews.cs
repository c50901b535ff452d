using Tresen.Platform.Data;
using Tresen.Platform.Jobs;

namespace Tresen.Staff.SigningIn;

/// <summary>What somebody is told by mail about how they get in; the names are stored in jobs.</summary>
public enum AccountNews
{
    /// <summary>The link by which they choose a new password.</summary>
    Link,

    /// <summary>Another password holds.</summary>
    PasswordChanged,

    /// <summary>They switched a second factor on.</summary>
    SecondFactorOn,

    /// <summary>They switched it off.</summary>
    SecondFactorOff,

    /// <summary>The administration did.</summary>
    SecondFactorReset,

    /// <summary>They added a passkey.</summary>
    PasskeyAdded,

    /// <summary>They removed one.</summary>
    PasskeyRemoved,
}

/// <summary>The job that tells it. A slice to the right, which knows mail, does it.</summary>
public static class AccountNewsJobs
{
    /// <summary>Its kind.</summary>
    public const string Kind = "account-news";

    /// <summary>Adds the job, to be saved with its reason.</summary>
    /// <param name="staffMember">Whom it is told; 0: nobody, and the job does nothing.</param>
    public static void Tell(this TresenDb db, AccountNews news, int staffMember, DateTimeOffset at) => db.Add(new Job(Kind, $"{news} {staffMember}", at));

    /// <summary>What its subject says.</summary>
    public static (AccountNews News, int StaffMember) Read(string subject) =>
        subject.Split(' ') is [var news, var id] ? (Enum.Parse<AccountNews>(news), int.Parse(id)) : throw new FormatException(subject);
}

/// <summary>Whether mails to staff can go out at all; told by the slice that knows mailboxes.</summary>
public delegate Task<bool> CanMailStaff(TresenDb db, CancellationToken cancel);
