using Tresen.Customers;
using Tresen.Mail.Reading;
using Tresen.Platform;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>What becomes of a mail that a rule hits, besides what is set on its ticket; the numbers are stored.</summary>
public enum RuleFate
{
    /// <summary>What would become of it without the rule.</summary>
    Usual,

    /// <summary>A request, even where a program wrote it.</summary>
    Take,

    /// <summary>It joins the open ticket of the same alert (<see cref="AlertKey"/>), else it begins one.</summary>
    Attach,

    /// <summary><em>Nur ablegen</em>: nobody is bothered, and it can be had back.</summary>
    PutAway,

    Spam,
}

/// <summary>A rule for mails that begin something new (<em>Regel für Mails</em>): conditions that must all hold, and what follows. It
/// sets only what it names; what it doesn't mention stays as it would be without it.</summary>
public sealed class MailRule
{
    /// <summary>More rules than anybody overlooks.</summary>
    public const int Most = 100;

    /// <summary>No rule has more conditions.</summary>
    public const int MostConditions = 10;

    /// <summary>Letters that a rule's own words for an all-clear have room for.</summary>
    public const int MostWords = 1000;

    readonly List<RuleCondition> conditions = [];

    MailRule()
    {
    }

    /// <summary>The last of them, to be told the rest before it is saved.</summary>
    public MailRule(int position) => Position = position;

    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Rules are asked in this order.</summary>
    public int Position { get; private set; }

    public bool IsActive { get; private set; } = true;

    /// <summary>Only mails to it; null: to any.</summary>
    public int? MailboxId { get; private set; }

    public Mailbox? Mailbox { get; private set; }

    /// <summary>No rule after it is asked about a mail that it hits.</summary>
    public bool IsLast { get; private set; }

    public int? DepartmentId { get; private set; }

    public Department? Department { get; private set; }

    public int? AssigneeId { get; private set; }

    public StaffMember? Assignee { get; private set; }

    public int? AreaId { get; private set; }

    public Area? Area { get; private set; }

    public int? KindId { get; private set; }

    public Kind? Kind { get; private set; }

    public Priority? Priority { get; private set; }

    public int? TagId { get; private set; }

    public Tag? Tag { get; private set; }

    public int? CustomerId { get; private set; }

    public Customer? Customer { get; private set; }

    public RuleFate Fate { get; private set; }

    /// <summary>Its sender gets no automatic confirmation.</summary>
    public bool IsQuiet { get; private set; }

    /// <summary>The ticket of an alert is closed when the all-clear (<em>Entwarnung</em>) comes.</summary>
    public bool ClosesOnRecovery { get; private set; }

    /// <summary>What besides the usual words says that it is over, one a line.</summary>
    public string RecoveryWords { get; private set; } = "";

    /// <summary>All must hold; none: every mail to the mailbox.</summary>
    public IReadOnlyList<RuleCondition> Conditions => conditions;

    /// <summary>Whether it says anything about this mail. <see cref="Conditions"/> must be loaded.</summary>
    public bool Matches(ReadMail mail, Mailbox mailbox) => (MailboxId ?? mailbox.Id) == mailbox.Id && conditions.TrueForAll(c => c.Holds(mail));

    /// <summary>Whether that subject says that the alert is over, and the rule closes then.</summary>
    public bool IsRecovery(string subject) => ClosesOnRecovery && Recovery.IsIn(subject, RecoveryWords.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>By which the ticket of such an alert is found again, this rule's alone; empty where the subject says nothing that lasts.</summary>
    public string AlertOf(string subject) => AlertKey.Of(subject) is { Length: > 0 } key ? $"{Id} {key}" : "";

    /// <summary>What of it can't be done any more, because it was switched off or left meanwhile: it is skipped.</summary>
    public IEnumerable<string> Gone => new (bool IsGone, string? Name)[]
    {
        (Mailbox is { IsActive: false }, Mailbox?.Name), (Department is { IsActive: false }, Department?.Name), (Assignee is { IsActive: false }, Assignee?.Name),
        (Area is { IsActive: false }, Area?.Name), (Kind is { IsActive: false }, Kind?.Name), (Tag is { IsActive: false }, Tag?.Name), (CustomerInUse is null && Customer is not null, Customer?.Name),
        (IsShownOnly, Assignee?.Name),
    }.Where(g => g.IsGone).Select(g => g.Name!).Distinct();

    /// <summary>The customer, or the one that its record went into; null where neither is in use.</summary>
    internal Customer? CustomerInUse => (Customer?.MergedInto ?? Customer) is { IsActive: true } customer ? customer : null;

    // The department's work has become hidden from whom the rule gives it to.
    bool IsShownOnly => Department is not null && Assignee is { IsActive: true } && Department.HidesFrom(Assignee);

    /// <summary>Changes its name, whom it asks about, and whether it is the last that is asked.</summary>
    public void Describe(string name, Mailbox? mailbox, IReadOnlyList<RuleCondition> all, bool isLast)
    {
        name = PlainText.Line(name);
        if (name.Length is 0 or > 100)
        {
            throw new BrokenRuleException(name.Length == 0 ? "Bitte einen Namen eingeben." : "Bitte höchstens 100 Zeichen.", nameof(Name));
        }

        if (all.Count == 0 && mailbox is null)
        {
            throw new BrokenRuleException("Bitte eine Bedingung oder ein Mailkonto wählen: So träfe die Regel jede Mail.", nameof(MailboxId));
        }

        if (all.Count > MostConditions)
        {
            throw new BrokenRuleException($"Bitte höchstens {MostConditions} Bedingungen. Mehrere Texte passen in eine, jeder in einer eigenen Zeile.");
        }

        (Name, Mailbox, MailboxId, IsLast) = (name, mailbox, mailbox?.Id, isLast);
        if (!conditions.Select(c => c.Said).SequenceEqual(all.Select(c => c.Said)))
        {
            conditions.Clear();
            conditions.AddRange(all);
            for (var i = 0; i < conditions.Count; i++)
            {
                conditions[i].StandAt(i + 1);
            }
        }
    }

    /// <summary>Changes what is set on the ticket; null: left alone.</summary>
    /// <param name="department">With its members.</param>
    public void Sets(Department? department, StaffMember? assignee, Area? area, Kind? kind, Priority? priority, Tag? tag, Customer? customer)
    {
        if (department is not null && assignee is not null && department.HidesFrom(assignee))
        {
            throw new BrokenRuleException($"{assignee.Name} gehört nicht zu {department.Name} und sähe die Tickets dann. Bitte jemand anders wählen.", nameof(AssigneeId));
        }

        (Department, DepartmentId, Assignee, AssigneeId) = (department, department?.Id, assignee, assignee?.Id);
        (Area, AreaId, Kind, KindId, Priority) = (area, area?.Id, kind, kind?.Id, priority);
        (Tag, TagId, Customer, CustomerId) = (tag, tag?.Id, customer, customer?.Id);
    }

    /// <summary>Changes what becomes of the mail.</summary>
    public void Decides(RuleFate fate, bool isQuiet, bool closesOnRecovery, string recoveryWords)
    {
        if (closesOnRecovery && fate != RuleFate.Attach)
        {
            throw new BrokenRuleException("Bei Entwarnung schließen geht nur zusammen mit „An offenes Ticket mit gleichem Schlüssel anhängen“.", nameof(ClosesOnRecovery));
        }

        var words = string.Join('\n', PlainText.Lines(recoveryWords).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (words.Length > MostWords)
        {
            throw new BrokenRuleException($"Bitte höchstens {MostWords} Zeichen.", nameof(RecoveryWords));
        }

        (Fate, IsQuiet, ClosesOnRecovery, RecoveryWords) = (fate, isQuiet, closesOnRecovery, words);
    }

    /// <summary>Refuses a rule that does nothing.</summary>
    public void MustDoSomething()
    {
        if (Fate == RuleFate.Usual && !IsQuiet && !IsLast && (DepartmentId ?? AssigneeId ?? AreaId ?? KindId ?? TagId ?? CustomerId) is null && Priority is null)
        {
            throw new BrokenRuleException("Bitte sagen, was die Regel tut: So geschähe nichts.", nameof(Fate));
        }
    }

    /// <summary>Isn't asked any more, or is again.</summary>
    public void Switch(bool isActive) => IsActive = isActive;

    /// <summary>Stands elsewhere in the order.</summary>
    public void MoveTo(int position) => Position = position;

    /// <summary>Gives to somebody else, or to nobody.</summary>
    public void Assign(StaffMember? to) => (Assignee, AssigneeId) = (to, to?.Id);

    /// <summary>Names another entry of a list where one is removed.</summary>
    public void Exchange(ListEntry from, ListEntry? to)
    {
        switch (from)
        {
            case Tickets.Area when AreaId == from.Id:
                (Area, AreaId) = ((Area?)to, to?.Id);
                break;
            case Tickets.Kind when KindId == from.Id:
                (Kind, KindId) = ((Kind?)to, to?.Id);
                break;
            case Tickets.Tag when TagId == from.Id:
                (Tag, TagId) = ((Tag?)to, to?.Id);
                break;
        }
    }
}
