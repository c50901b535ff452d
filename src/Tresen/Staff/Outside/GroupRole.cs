using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tresen.Platform.Text;

namespace Tresen.Staff.Outside;

/// <summary>Where somebody is known from who doesn't sign in by a password of ours; the numbers are stored.</summary>
public enum Origin
{
    /// <summary>A provider (<em>Anbieter</em>), by OpenID Connect.</summary>
    Provider,

    /// <summary>A directory (<em>Verzeichnis</em>), by LDAP.</summary>
    Directory,
}

/// <summary>Whoever comes from there and belongs to that group has that role.</summary>
public sealed class GroupRole
{
    /// <summary>So many lines has the table of one origin at most.</summary>
    public const int Most = 100;

    GroupRole()
    {
    }

    /// <summary>A line of the table; of several that fit the first counts.</summary>
    public GroupRole(Origin origin, string group, string roleName, int position) => (Origin, Group, RoleName, Position) = (origin, PlainText.Line(group), roleName, position);

    public int Id { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>As the provider names it.</summary>
    public string Group { get; private set; } = "";

    public string RoleName { get; private set; } = "";

    public int Position { get; private set; }

    /// <summary>That role goes; this one stands for it.</summary>
    public void Give(Role role) => RoleName = role.Name;

    sealed class Mapping : IEntityTypeConfiguration<GroupRole>
    {
        public void Configure(EntityTypeBuilder<GroupRole> line)
        {
            line.ToTable("group_roles");
            line.Property(l => l.RoleName).HasMaxLength(40);
        }
    }
}
