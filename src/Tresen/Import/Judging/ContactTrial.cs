using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Import.Judging;

/// <summary>Lines that are people's parts at customers.</summary>
public sealed class ContactTrial(TresenDb db, Me me, Assignment assignment, DateTimeOffset now) : Trial(db, me, assignment, now)
{
    readonly Dictionary<string, List<Contact>> byKey = [];

    /// <summary>In which line a person was met first.</summary>
    readonly Dictionary<Contact, int> met = [];

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancel)
    {
        await base.LoadAsync(cancel);
        foreach (var person in await Db.Contacts.OrderBy(c => c.Id).ToListAsync(cancel))
        {
            Remember(person);
        }

        await Db.CustomerContacts.LoadAsync(cancel);
    }

    void Remember(Contact person)
    {
        foreach (var key in KeysOf(person))
        {
            if (!byKey.TryGetValue(key, out var same))
            {
                byKey[key] = same = [];
            }

            if (!same.Contains(person))
            {
                same.Add(person);
            }
        }
    }

    IEnumerable<string> KeysOf(Contact person) => (Key == RecordKey.Mail ? new[] { person.Mail } : [person.Phone, person.Mobile]).Where(k => k.Length > 0).Distinct();

    /// <inheritdoc/>
    protected override Task<Finding> TakeAsync(Cells cells, CancellationToken cancel)
    {
        var customer = CustomerIn(cells) ?? throw new BrokenRuleException("Die Kundennummer fehlt. Bitte eintragen, zu welchem Kunden die Person gehört.", "Customer");
        var salutation = SalutationIn(cells);
        var known = Find(customer, cells);
        var place = known is null ? null : customer.Contacts.FirstOrDefault(p => p.Contact == known);
        var (first, last) = (cells.Or("FirstName", known?.FirstName ?? ""), cells.Or("LastName", known?.LastName ?? ""));
        if (last.Length == 0)
        {
            throw new BrokenRuleException("Bitte den Nachnamen eingeben.", "LastName");
        }

        var (mail, phone, mobile) = (cells.Or("Mail", known?.Mail ?? ""), cells.Or("Phone", known?.Phone ?? ""), cells.Or("Mobile", known?.Mobile ?? ""));
        var (role, until) = (cells.Or("Role", place?.Role ?? ""), cells.Day("Until", place?.Until));
        var before = Values(KnownFields.OfContacts, new PersonAt(known, place, place is null ? null : customer));
        if (known is not null)
        {
            Meet((customer, known), cells.Line, $"{known.Name}, {customer.Number}");
        }

        var person = Person(known, salutation ?? (cells.Clears("Salutation") ? "" : known?.Salutation ?? ""), first, last, mail, phone, mobile);
        if (known is null)
        {
            Meet((customer, person), cells.Line, person.Name);
            Db.Add(person);
        }

        met.TryAdd(person, cells.Line);
        place ??= customer.ActsThrough(person, role);
        place.Describe(role, until);
        Remember(person);
        var changes = Differences(KnownFields.OfContacts, before, Values(KnownFields.OfContacts, new PersonAt(person, place, customer)));
        return Task.FromResult(new Finding(cells.Line, known is null ? Outcome.New : changes.Count > 0 ? Outcome.Changed : Outcome.Unchanged, $"{person.Name}, {customer.Number} {customer.Name}", changes) { Customer = customer, Contact = person });
    }

    /// <summary>The person as the line says. Whom a line before describes differently stays as that one says.</summary>
    Contact Person(Contact? known, string salutation, string first, string last, string mail, string phone, string mobile)
    {
        if (known is null)
        {
            return new Contact(salutation, first, last, mail, phone, mobile);
        }

        var was = Own(known);
        known.Describe(salutation, first, last, mail, phone, mobile);
        if (met.TryGetValue(known, out var earlier) && Own(known) != was)
        {
            known.Describe(was.Salutation, was.First, was.Last, was.Mail, was.Phone, was.Mobile);
            throw new BrokenRuleException($"Zeile {earlier} sagt über {known.Name} etwas anderes. Bitte beide angleichen.");
        }

        return known;
    }

    static (string Salutation, string First, string Last, string Mail, string Phone, string Mobile) Own(Contact p) => (p.Salutation, p.FirstName, p.LastName, p.Mail, p.Phone, p.Mobile);

    Contact? Find(Customer customer, Cells cells)
    {
        var name = SortKey.Of($"{PlainText.Line(cells.Given("LastName"))} {PlainText.Line(cells.Given("FirstName"))}");
        string[] keys = Key == RecordKey.Mail ? [MailAddress.Normal(cells.Given("Mail"))] : [PhoneNumber.Normal(cells.Given("Phone")), PhoneNumber.Normal(cells.Given("Mobile"))];
        keys = [.. keys.Where(k => k.Length > 0)];
        var found = keys.SelectMany(k => byKey.GetValueOrDefault(k) ?? []).Distinct().ToList();

        // A mailbox or a telephone may be several people's: then the name tells them apart.
        return found switch
        {
            [var one] when !met.ContainsKey(one) || one.SortKey == name => one,
            [] => customer.Contacts.Select(p => p.Contact).FirstOrDefault(p => p.SortKey == name && (keys.Length == 0 || !KeysOf(p).Any())),
            _ => found.Where(p => p.SortKey == name).ToList() switch
            {
                [] => null,
                [var one] => one,
                var same => same.Find(p => customer.Contacts.Any(c => c.Contact == p)) ?? same[0],
            },
        };
    }

    static string? SalutationIn(Cells cells) => cells.Given("Salutation") is not { } typed ? null : SortKey.ForSearch(typed).TrimEnd('.') switch
    {
        "frau" or "fr" or "mrs" or "ms" or "miss" => "Frau",
        "herr" or "herrn" or "hr" or "mr" => "Herr",
        _ => throw new BrokenRuleException("Als Anrede gibt es Frau und Herr. Bitte eine davon eintragen oder die Zelle leer lassen.", "Salutation"),
    };
}
