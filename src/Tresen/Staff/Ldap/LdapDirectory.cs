using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform;
using Tresen.Platform.Text;

namespace Tresen.Staff.Ldap;

/// <summary>The directory (<em>Verzeichnis</em>) whose passwords let people in, by LDAP over TLS. There is one at most.</summary>
public sealed class LdapDirectory
{
    /// <summary>The port of LDAP over TLS.</summary>
    public const int StandardPort = 636;

    /// <summary>Finds somebody by what they typed: their address, or a name as OpenLDAP or Active Directory keep it.</summary>
    public const string StandardFilter = "(|(mail={0})(uid={0})(sAMAccountName={0})(userPrincipalName={0}))";

    public int Id { get; private set; }

    public string Host { get; private set; } = "";

    public int Port { get; private set; } = StandardPort;

    /// <summary>The certificate (PEM) of who vouches for the server's, where that is the company itself; empty: those that the machine trusts.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>The account that looks people up; empty: nobody's.</summary>
    public string AccountName { get; private set; } = "";

    /// <summary>Its password as <see cref="Outside.Secrets"/> locked it away.</summary>
    public string LockedPassword { get; private set; } = "";

    public string SearchBase { get; private set; } = "";

    /// <summary>The filter that finds a person; <c>{0}</c> stands for what they typed.</summary>
    public string UserFilter { get; private set; } = StandardFilter;

    public string NameAttribute { get; private set; } = "cn";

    public string MailAttribute { get; private set; } = "mail";

    /// <summary>The attribute of a person that names their groups; empty: there is none.</summary>
    public string GroupAttribute { get; private set; } = "memberOf";

    /// <summary>Where groups are looked for that name their members; empty: nowhere.</summary>
    public string GroupBase { get; private set; } = "";

    /// <summary>The filter for those; <c>{0}</c> stands for the person's distinguished name.</summary>
    public string GroupFilter { get; private set; } = "(member={0})";

    public bool IsOn { get; private set; }

    /// <summary>Whether people whom nobody knows yet are taken in, with the role that their groups give.</summary>
    public bool TakesIn { get; private set; }

    /// <summary>Whether enough is known to ask it.</summary>
    public bool IsSetUp => Host.Length > 0 && SearchBase.Length > 0;

    /// <summary>All that decides how it is asked: equal before and after, nothing needs to be tried anew.</summary>
    public object Manner() => (IsOn, (Host, Port, Authority), (AccountName, LockedPassword), (SearchBase, UserFilter, NameAttribute, MailAttribute), (GroupAttribute, GroupBase, GroupFilter));

    /// <summary>Which server it is, and who vouches for it.</summary>
    /// <exception cref="BrokenRuleException">The port or the certificate can't be.</exception>
    public void StandAt(string host, int port, string authority)
    {
        if (port is < 1 or > 65535)
        {
            throw new BrokenRuleException("Bitte einen Port von 1 bis 65535 eingeben.", nameof(Port));
        }

        authority = authority.Trim();
        if (authority.Length > 0 && AuthoritiesIn(authority) is not { Count: > 0 })
        {
            throw new BrokenRuleException("Das ist kein Zertifikat. Es beginnt mit -----BEGIN CERTIFICATE-----.", nameof(Authority));
        }

        (Host, Port, Authority) = (PlainText.Line(host), port, authority);
    }

    /// <summary>As whom we look people up.</summary>
    /// <param name="lockedPassword">Null: the one that is stored, if it is still the same server and account.</param>
    /// <exception cref="BrokenRuleException">A stored password would go to another server than it was given for.</exception>
    public void SignInAs(string account, string? lockedPassword, string hostBefore, string accountBefore)
    {
        account = PlainText.Line(account);
        if (lockedPassword is null && LockedPassword.Length > 0 && account.Length > 0 && (Host != hostBefore || account != accountBefore))
        {
            throw new BrokenRuleException("Server oder Konto haben sich geändert. Bitte das Passwort dafür noch einmal eingeben.", "Password");
        }

        (AccountName, LockedPassword) = (account, account.Length == 0 ? "" : lockedPassword ?? LockedPassword);
    }

    /// <summary>Where people are found, and what is read of them.</summary>
    /// <exception cref="BrokenRuleException">A filter can't be read.</exception>
    public void LookFor(string searchBase, string userFilter, string name, string mail)
    {
        MustBeFilter(userFilter, nameof(UserFilter));
        (SearchBase, UserFilter, NameAttribute, MailAttribute) = (PlainText.Line(searchBase), userFilter.Trim(), PlainText.Line(name), PlainText.Line(mail));
    }

    /// <summary>How groups are found.</summary>
    /// <exception cref="BrokenRuleException">The filter can't be read.</exception>
    public void GroupBy(string attribute, string groupBase, string groupFilter)
    {
        if (PlainText.Line(groupBase).Length > 0)
        {
            MustBeFilter(groupFilter, nameof(GroupFilter));
        }

        (GroupAttribute, GroupBase, GroupFilter) = (PlainText.Line(attribute), PlainText.Line(groupBase), groupFilter.Trim());
    }

    /// <summary>Whether it is used, and how far.</summary>
    /// <exception cref="BrokenRuleException">Something is missing for it.</exception>
    public void Use(bool isOn, bool takesIn)
    {
        if (isOn && !IsSetUp)
        {
            throw new BrokenRuleException("Zum Einschalten fehlt noch der Server oder der Suchbereich.", nameof(IsOn));
        }

        (IsOn, TakesIn) = (isOn, takesIn);
    }

    /// <summary>The certificates of who vouches for the server; null where the text is none.</summary>
    public static X509Certificate2Collection? AuthoritiesIn(string pem)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(pem);
            return found;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    static void MustBeFilter(string filter, string field)
    {
        if (!filter.Contains("{0}", StringComparison.Ordinal) || !LdapFilter.IsOne(LdapFilter.Fill(filter, "x")))
        {
            throw new BrokenRuleException("Dieser Filter ist nicht zu lesen, oder {0} fehlt darin. Zum Beispiel: (mail={0})", field);
        }
    }

    sealed class Mapping : IEntityTypeConfiguration<LdapDirectory>
    {
        public void Configure(EntityTypeBuilder<LdapDirectory> directory)
        {
            directory.ToTable("ldap_directories");
            directory.Property(d => d.Authority).HasMaxLength(20_000);
            directory.Property(d => d.LockedPassword).HasMaxLength(2000);
            directory.Property(d => d.UserFilter).HasMaxLength(1000);
            directory.Property(d => d.GroupFilter).HasMaxLength(1000);
        }
    }
}
