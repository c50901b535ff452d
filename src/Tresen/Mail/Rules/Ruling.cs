using Tresen.Customers;
using Tresen.Mail.Reading;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Mail.Rules;

/// <summary>What the rules say about one mail, asked in their order. What an earlier rule sets stays; a later one sets what is still
/// open. Tags come together. What was switched off meanwhile is skipped.</summary>
public sealed class Ruling
{
    /// <summary>No rule has anything to say.</summary>
    public static readonly Ruling None = new([]);

    readonly IReadOnlyList<MailRule> rules;

    Ruling(IReadOnlyList<MailRule> rules)
    {
        this.rules = rules;
        By = rules.FirstOrDefault(r => r.Fate != RuleFate.Usual);
        Department = rules.Select(r => r.Department).FirstOrDefault(d => d is { IsActive: true });
        Customer = rules.Select(r => r.CustomerInUse).FirstOrDefault(c => c is not null);
        Assignee = rules.Select(r => r.Assignee).FirstOrDefault(s => s is { IsActive: true });
        IsQuiet = rules.Any(r => r.IsQuiet);
    }

    /// <summary>The rule that decides what becomes of the mail; null: what would become of it without any.</summary>
    public MailRule? By { get; }

    /// <summary>What becomes of it.</summary>
    public RuleFate Fate => By?.Fate ?? RuleFate.Usual;

    /// <summary>Whose request it is; null: the mailbox' department's.</summary>
    public Department? Department { get; }

    /// <summary>Who is to do it.</summary>
    public StaffMember? Assignee { get; }

    /// <summary>Whose piece of work it is; null: who is found by the address.</summary>
    public Customer? Customer { get; }

    /// <summary>No automatic confirmation: a rule says so, or the mail is a program's.</summary>
    public bool IsQuiet { get; }

    /// <summary>Asks the rules about the mail.</summary>
    /// <param name="rules">Those in force, in their order, loaded with all that they name.</param>
    public static Ruling Of(IEnumerable<MailRule> rules, ReadMail mail, Mailbox mailbox)
    {
        var hits = new List<MailRule>();
        foreach (var rule in rules.Where(r => r.Matches(mail, mailbox)))
        {
            hits.Add(rule);
            if (rule.IsLast)
            {
                break;
            }
        }

        return hits.Count == 0 ? None : new Ruling(hits);
    }

    /// <summary>Sets on a new ticket what the rules name. It stands in the department already (<see cref="Department"/>), whose members must be loaded where
    /// somebody is to do it.</summary>
    public void Fill(Ticket ticket, DateTimeOffset at)
    {
        foreach (var rule in rules)
        {
            ticket.Record(TicketVerb.Ruled, null, at, to: Said.Text(rule.Name, rule.Id));
        }

        var kind = rules.Select(r => r.Kind).FirstOrDefault(k => k is { IsActive: true });
        var area = rules.Select(r => r.Area).FirstOrDefault(a => a is { IsActive: true });
        if ((kind as ListEntry ?? area) is not null)
        {
            ticket.Classify(kind ?? ticket.Kind, area ?? ticket.Area, ticket.Channel, null, at);
        }

        if (Customer is { } customer && customer.Id != ticket.CustomerId)
        {
            ticket.BelongsTo(customer, null, null, null, at);
        }

        if (rules.Select(r => r.Priority).FirstOrDefault(p => p is not null) is { } priority)
        {
            ticket.Prioritise(priority, null, at);
        }

        var tags = rules.Select(r => r.Tag).OfType<Tag>().Where(t => t.IsActive).Distinct().ToList();
        if (tags.Count > 0)
        {
            ticket.Mark([.. ticket.Tags.Select(t => t.Tag), .. tags], null, at);
        }

        if (Assignee is { } assignee && !ticket.WouldOpenTo(assignee))
        {
            ticket.Assign(assignee, null, at);
        }
    }
}
