using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;

namespace Tresen.Import.Judging;

/// <summary>Lines that are customers.</summary>
public sealed class CustomerTrial(TresenDb db, Me me, Assignment assignment, DateTimeOffset now, bool isDone) : Trial(db, me, assignment, now)
{
    readonly Dictionary<string, List<Customer>> byName = [];
    readonly Dictionary<string, Customer> owners = [];

    /// <summary>New ones whose number is drawn; a trial doesn't know it, so no finding says it.</summary>
    readonly HashSet<Customer> unnumbered = [];

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancel)
    {
        await base.LoadAsync(cancel);
        foreach (var domain in await Db.Set<CustomerDomain>().ToListAsync(cancel))
        {
            owners[domain.Domain] = domain.Customer;
        }

        foreach (var customer in ByNumber.Values.Distinct())
        {
            Remember(customer);
        }
    }

    void Remember(Customer customer)
    {
        if (!byName.TryGetValue(customer.SortKey, out var same))
        {
            byName[customer.SortKey] = same = [];
        }

        same.Add(customer);
    }

    /// <inheritdoc/>
    protected override async Task<Finding> TakeAsync(Cells cells, CancellationToken cancel)
    {
        var known = Find(cells);
        return known is null ? await CreateAsync(cells, cancel) : ChangeKnown(known, cells);
    }

    Customer? Find(Cells cells)
    {
        if (Key == RecordKey.CustomerNumber)
        {
            var number = cells.Given("Number") ?? throw new BrokenRuleException("Die Kundennummer fehlt. Bitte eintragen, oder Kunden an Name und PLZ erkennen lassen.", "Number");
            return ByNumber.GetValueOrDefault(number);
        }

        var (name, code) = (cells.Given("Name") ?? throw new BrokenRuleException("Bitte den Namen eingeben.", "Name"), cells.Given("PostalCode"));
        var found = byName.GetValueOrDefault(SortKey.Of(PlainText.Line(name)))?.Where(c => code is null || c.PostalCode.Length == 0 || c.PostalCode == code).ToList() ?? [];
        return found switch
        {
            [] => null,
            [var one] => one,
            _ when cells.Given("Number") is { } number && found.Find(c => c.Number == number) is { } numbered => numbered,
            _ => throw new BrokenRuleException($"Das passt auf mehrere Kunden: {string.Join(", ", found.Take(5).Select(Name))}. Bitte Kunden an der Kundennummer erkennen lassen.", "Name"),
        };
    }

    async Task<Finding> CreateAsync(Cells cells, CancellationToken cancel)
    {
        var given = cells.Given("Number");
        if (given is not null && ByNumber.TryGetValue(given, out var other))
        {
            throw new BrokenRuleException($"Die Nummer {given} hat schon ein anderer Kunde: {other.Name}.", "Number");
        }

        // The number comes last: one that is drawn for a line which fails would be lost. A trial needs none.
        var customer = new Customer(given ?? "0", cells.Given("Name") ?? "", Now);
        Fill(customer, cells);
        if (given is null && isDone)
        {
            customer = new Customer(await Db.NextCustomerNumberAsync(cancel), customer.Name, Now);
            Fill(customer, cells);
        }

        if (given is not null || isDone)
        {
            ByNumber.TryAdd(customer.Number, customer);
        }

        if (given is null)
        {
            unnumbered.Add(customer);
        }

        Meet(customer, cells.Line, customer.Name);
        Remember(customer);
        Own(customer);
        Db.Add(customer);
        var empty = KnownFields.OfCustomers.Select(_ => "").ToArray();
        return new Finding(cells.Line, Outcome.New, Name(customer), [.. Differences(KnownFields.OfCustomers, empty, Values(KnownFields.OfCustomers, customer)).Where(c => c.Field is not ("Number" or "IsActive"))]) { Customer = customer };
    }

    Finding ChangeKnown(Customer customer, Cells cells)
    {
        Meet(customer, cells.Line, Name(customer));
        var (before, record) = (Values(KnownFields.OfCustomers, customer), Name(customer));
        var (entry, domains) = (Db.Entry(customer), customer.Domains.Select(d => d.Domain).ToList());
        var stored = entry.CurrentValues.Clone();
        try
        {
            Fill(customer, cells);
        }
        catch (BrokenRuleException)
        {
            Restore();
            throw;
        }

        var changes = Differences(KnownFields.OfCustomers, before, Values(KnownFields.OfCustomers, customer));
        if (changes.Count == 0)
        {
            Restore();
            return new Finding(cells.Line, Outcome.Unchanged, record, changes) { Customer = customer };
        }

        foreach (var lost in domains.Except(customer.Domains.Select(d => d.Domain)))
        {
            owners.Remove(lost);
        }

        Own(customer);
        return new Finding(cells.Line, Outcome.Changed, record, changes) { Customer = customer };

        void Restore()
        {
            foreach (var added in customer.Domains.Select(d => d.Domain).Except(domains).ToList())
            {
                customer.LosesDomain(added);
            }

            entry.CurrentValues.SetValues(stored);
            entry.State = EntityState.Unchanged; // its version grew and was set back
        }
    }

    void Own(Customer customer)
    {
        foreach (var domain in customer.Domains)
        {
            owners[domain.Domain] = customer;
        }
    }

    /// <summary>Domains come last: what is refused before them has touched none.</summary>
    void Fill(Customer customer, Cells cells)
    {
        customer.Describe(cells.Or("Name", customer.Name) is { Length: > 0 } name ? name : customer.Name, cells.Or("Street", customer.Street), cells.Or("PostalCode", customer.PostalCode), cells.Or("Town", customer.Town), cells.Or("VatId", customer.VatId));
        customer.ReachBy(cells.Or("Mail", customer.Mail), cells.Or("Phone", customer.Phone));
        Warn(customer, cells);
        customer.Note(cells.Or("Remark", customer.Remark));
        customer.Use(cells.Yes("IsActive", customer.IsActive));
        if (Me.Can(Platform.Identity.Capability.Billing))
        {
            customer.Charge(cells.Rate("Rate", customer.Rate));
        }

        if (cells.Given("Domains") is { } text)
        {
            var domains = text.Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(d => d.TrimStart('@').ToLowerInvariant()).Distinct().ToList();
            if (domains.Find(d => owners.TryGetValue(d, out var owner) && owner != customer) is { } taken)
            {
                throw new BrokenRuleException($"{taken} gehört schon zu {Name(owners[taken])}.", "Domains");
            }

            customer.OwnsDomains(domains);
        }
        else if (cells.Clears("Domains"))
        {
            customer.OwnsDomains([]);
        }
    }

    static void Warn(Customer customer, Cells cells)
    {
        var notice = cells.Or("Notice", customer.Notice);
        var kind = cells.Given("NoticeKind") is { } typed ? KindIn(typed)
            : cells.Clears("NoticeKind") ? NoticeKind.None
            : customer.NoticeKind == NoticeKind.None && notice.Length > 0 ? NoticeKind.Information // a text alone is to be read
            : customer.NoticeKind == NoticeKind.Information && notice.Length == 0 ? NoticeKind.None
            : customer.NoticeKind;
        customer.Warn(kind, notice);
    }

    static NoticeKind KindIn(string typed) => Enum.GetValues<NoticeKind>().Where(k => SortKey.ForSearch(KnownFields.Said(k)) == SortKey.ForSearch(typed)).Select(k => (NoticeKind?)k).FirstOrDefault() ?? SortKey.ForSearch(typed) switch
    {
        "keiner" or "none" or "nein" or "no" => NoticeKind.None,
        "zur kenntnis" or "for information" or "hinweis" => NoticeKind.Information,
        "nur vorkasse" or "vorkasse" or "prepayment only" or "prepayment" => NoticeKind.Prepayment,
        "gesperrt" or "sperre" or "ja" or "blocked" => NoticeKind.Blocked,
        _ => throw new BrokenRuleException("Bitte keiner, zur Kenntnis, nur Vorkasse oder gesperrt eintragen.", "NoticeKind"),
    };

    string Name(Customer customer) => unnumbered.Contains(customer) ? customer.Name : $"{customer.Number} {customer.Name}";
}
