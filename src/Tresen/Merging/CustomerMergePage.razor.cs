using Microsoft.EntityFrameworkCore;
using Tresen.Customers;
using Tresen.Devices;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Platform.Views;
using Tresen.Tickets;
using Tresen.TimeTracking;

namespace Tresen.Merging;

/// <summary>What becomes of two records that are one customer.</summary>
public sealed partial class CustomerMergePage
{
    /// <summary>What the page shows.</summary>
    /// <param name="Other">Null until it is chosen.</param>
    /// <param name="Resembling">Who may be the same, to choose from.</param>
    public sealed record Data(Customer Customer, Customer? Other, string? Typed, IReadOnlyList<Customer> Resembling, IReadOnlyList<Row> Rows, IReadOnlyList<string> Warnings, Counts? Goes);

    /// <summary>A field of both, and what stands there afterwards.</summary>
    public sealed record Row(string Label, string Ours, string Theirs, string After);

    /// <summary>What goes along. Bookings stay as they were booked and count on the account of the one that stays.</summary>
    public sealed record Counts(int Contacts, int Sites, int Domains, int Devices, int Files, int Tickets, int Bookings);

    /// <summary>Names the state of both records.</summary>
    public static string SeenOf(Customer customer, Customer other) => $"{customer.Id}.{customer.Version}-{other.Id}.{other.Version}";

    /// <summary>Reads it; null where there is no such customer.</summary>
    public static async Task<Data?> ReadAsync(TresenDb db, Me me, string number, CustomerMergeForm form, CancellationToken cancel)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number && c.MergedIntoId == null, cancel) is not { } customer)
        {
            return null;
        }

        var candidates = db.Customers.AsNoTracking().Where(c => c.Id != customer.Id && c.MergedIntoId == null && !c.IsInternal);
        var other = form.FromId is { } id ? await candidates.SingleOrDefaultAsync(c => c.Id == id, cancel)
            : form.From is { Length: > 0 } from ? await candidates.SingleOrDefaultAsync(c => c.Number == from, cancel)
            : form.FromName is { Length: > 0 } name && await candidates.Called(name).Take(2).ToListAsync(cancel) is [var alone] ? alone : null;
        if (other is null)
        {
            return new Data(customer, null, form.FromName, await candidates.Resembling(customer.Name, customer.Mail, customer.Phone, customer.VatId).OrderBy(c => c.SortKey).ThenBy(c => c.Id).Take(8).ToListAsync(cancel), [], [], null);
        }

        return new Data(customer, other, form.FromName, [], [.. RowsOf(customer, other)], [.. WarningsOf(customer, other)], await CountAsync(db, me, other, cancel));
    }

    static IEnumerable<Row> RowsOf(Customer ours, Customer theirs)
    {
        yield return new(Words.Of("Kundennummer"), ours.Number, theirs.Number, Words.Of("{0}; {1} wird weiter gefunden", ours.Number, theirs.Number));
        yield return new(Words.Of("Name"), ours.Name, theirs.Name, ours.Name);
        yield return Row(Words.Of("Anschrift"), Address(ours), Address(theirs));
        yield return Row(Words.Of("E-Mail"), ours.Mail, theirs.Mail, Words.Of("{0}; {1} wird Ansprechpartner"));
        yield return Row(Words.Of("Telefon"), PhoneNumber.Shown(ours.Phone), PhoneNumber.Shown(theirs.Phone), Words.Of("{0}; {1} wird Ansprechpartner"));
        yield return Row(Words.Of("USt-IdNr."), ours.VatId, theirs.VatId);
        yield return Row(Words.Of("Hinweis"), NoticeOf(ours), NoticeOf(theirs), Words.Of("der strengere, mit beiden Texten"));
        yield return Row(Words.Of("Bemerkung"), ours.Remark, theirs.Remark, Words.Of("beide untereinander"));

        static Row Row(string label, string ours, string theirs, string? both = null) => new(label, ours, theirs,
            ours.Length == 0 ? theirs : theirs.Length == 0 || theirs == ours || both is null ? ours : string.Format(both, ours, theirs));
        static string Address(Customer c) => string.Join(", ", new[] { c.Street, $"{c.PostalCode} {c.Town}".Trim() }.Where(p => p.Length > 0));
        static string NoticeOf(Customer c) => c.NoticeKind == NoticeKind.None ? "" : string.Join(": ", new[] { NoticeWords.Short(c.NoticeKind) ?? Words.Of("Hinweis"), c.Notice }.Where(p => p.Length > 0));
    }

    static IEnumerable<string> WarningsOf(Customer ours, Customer theirs)
    {
        if (ours.VatId.Length > 0 && theirs.VatId.Length > 0 && ours.VatId != theirs.VatId)
        {
            yield return Words.Of("Die beiden haben verschiedene USt-IdNrn.: Sind es wirklich dieselben?");
        }

        if (ours.Rate is not null && theirs.Rate is not null && ours.Rate != theirs.Rate)
        {
            yield return Words.Of("Die beiden haben verschiedene Stundensätze. Es bleibt der von {0}; Tickets behalten den, den sie haben.", ours.Number);
        }

        if (ours.NameKey.Length > 0 && theirs.NameKey.Length > 0 && !ours.NameKey.Split(' ').Intersect(theirs.NameKey.Split(' ')).Any())
        {
            yield return Words.Of("Die Namen haben kein Wort gemeinsam.");
        }
    }

    static async Task<Counts> CountAsync(TresenDb db, Me me, Customer other, CancellationToken cancel)
    {
        var records = db.RecordsOf(other.Id);
        return new Counts(
            await db.CustomerContacts.CountAsync(p => p.CustomerId == other.Id, cancel),
            await db.Sites.CountAsync(s => s.CustomerId == other.Id, cancel),
            await db.Set<CustomerDomain>().CountAsync(d => d.CustomerId == other.Id, cancel),
            await db.Devices.CountAsync(d => d.CustomerId == other.Id, cancel),
            await db.CustomerFiles.CountAsync(f => f.CustomerId == other.Id, cancel),
            await db.Tickets.VisibleTo(me).CountAsync(t => t.CustomerId == other.Id || t.BillToId == other.Id, cancel),
            await db.TimeEntries.VisibleTo(db, me).CountAsync(e => records.Contains(e.BillToId), cancel));
    }
}
