using System.Globalization;
using Tresen.Platform;
using Tresen.Platform.Data;

namespace Tresen.Tickets;

/// <summary>The five categories that the code knows; statuses are named by the administrator.</summary>
public enum Category
{
    New,
    InWork,
    WaitingForCustomer,
    WaitingForThirdParty,
    Closed,
}

/// <summary>How urgent (<em>Priorität</em>).</summary>
public enum Priority
{
    Low,
    Normal,
    High,
    Emergency,
}

/// <summary>An entry of a list that the administrator names, orders and translates.</summary>
public abstract class ListEntry
{
    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The English name; empty: as the German.</summary>
    public string English { get; private set; } = "";

    public int Position { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>The name in the reader's language.</summary>
    public string Title => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && English.Length > 0 ? English : Name;

    /// <summary>Stands elsewhere in the order.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Can't be chosen any more.</summary>
    public void Retire() => IsActive = false;

    /// <summary>Changes name, translation, place in the order and whether it can be chosen.</summary>
    public virtual void Describe(string name, string english, int position, bool isActive = true) =>
        (Name, English, Position, IsActive) = (name, english, position, isActive);
}

/// <summary>An entry with a colour by which it is told from others at a glance.</summary>
public abstract class ColouredEntry : ListEntry
{
    /// <summary>One of the palette's colour names, <c>grey</c>.</summary>
    public string Color { get; private set; } = "grey";

    /// <summary>Changes its colour.</summary>
    public void Paint(string color) => Color = color;
}

/// <summary>A status (<em>Status</em>) over one of the five categories.</summary>
public sealed class Progress : ColouredEntry
{
    Progress()
    {
    }

    /// <summary>A status of that category.</summary>
    public Progress(string name, string english, int position, Category category, string color)
    {
        Describe(name, english, position);
        Category = category;
        Paint(color);
    }

    public Category Category { get; private set; }

    /// <summary>Whether work has begun in it: then an approval before the start must have been given.</summary>
    public bool BeginsWork { get; private set; }

    /// <summary>Whether entering it asks for an appointment (<em>terminiert</em>) …</summary>
    public bool AsksForAppointment { get; private set; }

    /// <summary>… for somebody who is responsible …</summary>
    public bool AsksForAssignee { get; private set; }

    /// <summary>… for a day by which it is to be done …</summary>
    public bool AsksForDue { get; private set; }

    /// <summary>… for a remark; closing takes the report for it …</summary>
    public bool AsksForRemark { get; private set; }

    /// <summary>… and for these free fields, by their ids.</summary>
    public IReadOnlyList<int> AskedFields { get; private set; } = [];

    /// <summary>Whether somebody else has to act; entering it asks for a follow-up day.</summary>
    public bool IsWaiting => Category is Category.WaitingForCustomer or Category.WaitingForThirdParty;

    /// <summary>Whether a ticket can come into it without a question: those that are taken up again.</summary>
    public bool AsksForNothing => !AsksForAppointment && !AsksForAssignee && !AsksForDue && AskedFields.Count == 0;

    /// <summary>Changes what entering it means.</summary>
    public Progress Means(bool beginsWork = false, bool asksForAppointment = false)
    {
        (BeginsWork, AsksForAppointment) = (beginsWork, asksForAppointment);
        return this;
    }

    /// <summary>Changes what else entering it asks for. What the ticket has already isn't asked again.</summary>
    /// <param name="fields">Ids of free fields.</param>
    public Progress AsksFor(bool assignee = false, bool due = false, bool remark = false, IEnumerable<int>? fields = null)
    {
        (AsksForAssignee, AsksForDue, AsksForRemark) = (assignee, due, remark);
        AskedFields = [.. (fields ?? []).Distinct().Order()];
        return this;
    }

    /// <summary>Moves it to another category, which is possible as long as no ticket is or was about to be in it: else tickets
    /// would open or close by themselves.</summary>
    public void Join(Category category, bool isInUse)
    {
        if (category != Category && isInUse)
        {
            throw new BrokenRuleException("Der Status ist in Gebrauch. Würde seine Gruppe geändert, gingen Tickets von selbst auf oder zu. Bitte einen neuen Status anlegen und diesen abschalten.", nameof(Category));
        }

        Category = category;
    }
}

/// <summary>A kind (<em>Art</em>).</summary>
public sealed class Kind : ColouredEntry
{
    Kind()
    {
    }

    public Kind(string name, string english, int position) => Describe(name, english, position);
}

/// <summary>What a ticket is about (<em>Bereich</em>).</summary>
public sealed class Area : ColouredEntry
{
    Area()
    {
    }

    public Area(string name, string english, int position) => Describe(name, english, position);
}

/// <summary>The way a request came in (<em>Eingang</em>).</summary>
public sealed class Channel : ColouredEntry
{
    Channel()
    {
    }

    public Channel(string name, string english, int position, ChannelUse use = ChannelUse.ByHand)
    {
        Describe(name, english, position);
        Use = use;
    }

    /// <summary>Which door of ours uses it.</summary>
    public ChannelUse Use { get; private set; }
}

/// <summary>The doors through which a request comes in by itself, and the one it is written down at.</summary>
public enum ChannelUse
{
    ByHand,
    Mail,
    WebForm,
    Phone,
}

/// <summary>A word that tickets are marked with. Whoever works may add one by typing it; the administrator renames, orders and
/// retires them.</summary>
public sealed class Tag : ColouredEntry
{
    const int Longest = 40;

    /// <summary>Where one stands that was typed: behind those that the administrator has put in order.</summary>
    const int Behind = 99;

    Tag()
    {
    }

    /// <summary>A tag, in lower case, at most 40 characters.</summary>
    public Tag(string name) => Set(name, "", Behind, true);

    /// <summary>The name, as lists sort it.</summary>
    public string SortKey { get; private set; } = "";

    /// <inheritdoc/>
    public override void Describe(string name, string english, int position, bool isActive = true)
    {
        if ((name + english).AsSpan().IndexOfAny(',', ';') >= 0)
        {
            throw new BrokenRuleException("Ein Tag enthält kein Komma: es trennt Tags voneinander.", nameof(Name));
        }

        if (name.Trim().TrimStart('#').Length is 0 or > Longest)
        {
            throw new BrokenRuleException("Ein Tag hat 1 bis 40 Zeichen.", nameof(Name));
        }

        Set(name, english, position, isActive);
    }

    void Set(string name, string english, int position, bool isActive)
    {
        base.Describe(Normal(name), Normal(english), position, isActive);
        SortKey = Platform.Text.SortKey.Of(Name);
    }

    /// <summary>A tag as it is kept.</summary>
    public static string Normal(string typed)
    {
        typed = StorableText.Of(typed).Trim().TrimStart('#').Trim().ToLowerInvariant();
        return typed.Length > Longest ? typed[..(char.IsHighSurrogate(typed[Longest - 1]) ? Longest - 1 : Longest)].Trim() : typed; // half an emoji would be kept as another sign, and not be found again
    }

    /// <summary>The tags typed with commas between them, as they are kept; at most twenty count.</summary>
    public static IReadOnlyList<string> In(string? typed) =>
        [.. (typed ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Normal).Where(t => t.Length > 0).Distinct().Take(20)];
}
