using System.ComponentModel.DataAnnotations;
using Tresen.Staff.Outside;

namespace Tresen.Staff.Ldap;

/// <summary>The directory as an administrator types it. An empty password keeps the stored one.</summary>
public sealed class DirectoryForm
{
    const string TooLong = "Bitte höchstens {1} Zeichen.";

    [StringLength(250, ErrorMessage = TooLong)]
    public string? Host { get; set; }

    public int? Port { get; set; } = LdapDirectory.StandardPort;

    [StringLength(20_000, ErrorMessage = TooLong)]
    public string? Authority { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? AccountName { get; set; }

    [StringLength(500, ErrorMessage = TooLong)]
    public string? Password { get; set; }

    /// <summary>The password as it was typed, locked away, while the form is shown again.</summary>
    public string? PasswordHeld { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? SearchBase { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? UserFilter { get; set; } = LdapDirectory.StandardFilter;

    [StringLength(100, ErrorMessage = TooLong)]
    public string? NameAttribute { get; set; } = "cn";

    [StringLength(100, ErrorMessage = TooLong)]
    public string? MailAttribute { get; set; } = "mail";

    [StringLength(100, ErrorMessage = TooLong)]
    public string? GroupAttribute { get; set; } = "memberOf";

    [StringLength(300, ErrorMessage = TooLong)]
    public string? GroupBase { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? GroupFilter { get; set; } = "(member={0})";

    public bool IsOn { get; set; }

    public bool TakesIn { get; set; }

    /// <summary>Keeps it though it doesn't work.</summary>
    public bool Anyway { get; set; }

    public string[] Groups { get; set; } = [];

    public string[] Roles { get; set; } = [];

    /// <summary>Whom the check looks for; not kept.</summary>
    [StringLength(200, ErrorMessage = TooLong)]
    public string? Somebody { get; set; }

    /// <summary>The form for a directory as stored.</summary>
    public static DirectoryForm Of(LdapDirectory? directory, IReadOnlyList<GroupRole> lines) => directory is null ? new() : new()
    {
        Host = directory.Host,
        Port = directory.Port,
        Authority = directory.Authority,
        AccountName = directory.AccountName,
        SearchBase = directory.SearchBase,
        UserFilter = directory.UserFilter,
        NameAttribute = directory.NameAttribute,
        MailAttribute = directory.MailAttribute,
        GroupAttribute = directory.GroupAttribute,
        GroupBase = directory.GroupBase,
        GroupFilter = directory.GroupFilter,
        IsOn = directory.IsOn,
        TakesIn = directory.TakesIn,
        Groups = [.. lines.Select(l => l.Group)],
        Roles = [.. lines.Select(l => l.RoleName)],
    };
}
