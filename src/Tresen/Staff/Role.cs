using System.Globalization;
using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Staff;

/// <summary>A preset of rights (<em>Rolle</em>). Five come with the program and stay; the administration makes more.</summary>
public sealed class Role
{
    public static readonly Role Agent = new("agent", "Sachbearbeitung", "Agent", 10, Capability.Work | Capability.SeePrices | Capability.MasterData);

    public static readonly Role Lead = new("lead", "Leitung", "Lead", 20, Agent.Rights | Capability.Approve | Capability.BookForOthers);

    public static readonly Role Bookkeeping = new("bookkeeping", "Buchhaltung", "Bookkeeping", 30, Agent.Rights | Capability.Billing | Capability.TimeAdministration | Capability.BookForOthers);

    public static readonly Role ReadOnly = new("readonly", "Nur lesen", "Read only", 40, Capability.None);

    public static readonly Role Administrator = new("administrator", "Administration", "Administration", 50, Lead.Rights | Bookkeeping.Rights | Capability.Administration);

    /// <summary>Those that come with the program, as they come.</summary>
    public static readonly IReadOnlyList<Role> Presets = [Agent, Lead, Bookkeeping, ReadOnly, Administrator];

    Role()
    {
    }

    Role(string name, string title, string english, int position, Capability rights) =>
        (Name, Title, English, Position, Rights) = (name, title, english, position, rights);

    /// <summary>What people's records call it, for good.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The German title.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The English title; empty: as the German.</summary>
    public string English { get; private set; } = "";

    public int Position { get; private set; }

    public Capability Rights { get; private set; }

    /// <summary>The title in the reader's language.</summary>
    public string Shown => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && English.Length > 0 ? English : Title;

    /// <summary>It came with the program and can't be removed.</summary>
    public bool IsPreset => Presets.Any(p => p.Name == Name);

    /// <summary>It may everything and stays as it is, so that there is always a way back in.</summary>
    public bool IsFixed => Name == Administrator.Name;

    /// <summary>A role of one's own.</summary>
    public static Role New(string title, string english, int position, Capability rights)
    {
        var role = new Role { Name = $"own-{Guid.CreateVersion7():N}" };
        role.Describe(title, english, position, rights);
        return role;
    }

    /// <summary>Changes what it is called, where it stands and what it presets.</summary>
    /// <exception cref="BrokenRuleException">It has no name, or is the one that stays as it is.</exception>
    public void Describe(string title, string english, int position, Capability rights)
    {
        if (IsFixed)
        {
            throw new BrokenRuleException("Diese Rolle bleibt, wie sie ist: So gibt es immer jemanden, der alles einstellen kann.");
        }

        title = PlainText.Line(title);
        if (title.Length == 0)
        {
            throw new BrokenRuleException("Bitte eingeben, wie die Rolle heißt.", nameof(Title));
        }

        (Title, English, Position, Rights) = (title, PlainText.Line(english), position, rights);
    }
}
