using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Files;
using Tresen.Platform.Identity;
using Tresen.Platform.Settings;
using Tresen.Platform.Text;
using Tresen.Post;
using Tresen.Privacy.Knowing;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Privacy.Erasing;

/// <summary>Everywhere a person is named, whatever it is: all text columns of all tables, as the model has them, so that a table made tomorrow is
/// looked through too.</summary>
/// <param name="held">What must stay as it is.</param>
sealed class Mentions(TresenDb db, Needles needles, HeldRows held)
{
    /// <summary>Where nobody outside is named, or what is seen to by itself: the history's own texts, customers (a firm may be called like a person), our own
    /// people and houses, what signs in, keys.</summary>
    static readonly HashSet<Type> Apart =
    [
        typeof(TicketEvent), typeof(SettingChange), typeof(ChangedText), typeof(Customer), typeof(CustomerDomain), typeof(StaffMember), typeof(SignIn), typeof(Company), typeof(Department), typeof(Mailbox),
        typeof(StoredFile), typeof(FileChunk), typeof(DataProtectionKey), typeof(Erasure),
    ];

    static readonly MethodInfo InTable = typeof(Mentions).GetMethod(nameof(InTableAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    static readonly MethodInfo Property = typeof(EF).GetMethod(nameof(EF.Property))!.MakeGenericMethod(typeof(string));

    /// <summary>The rows that name them, table by table, with the columns that do. They are tracked: change them and save.</summary>
    public async Task<IReadOnlyList<Mention>> FindAsync(CancellationToken cancel)
    {
        var found = new List<Mention>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.ClrType.Namespace!.StartsWith("Tresen.", StringComparison.Ordinal) && !Apart.Contains(e.ClrType)).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var columns = entity.GetProperties().Where(p => p.ClrType == typeof(string) && !p.IsKey() && !p.IsForeignKey()).ToList();
            if (columns.Count > 0 && !needles.IsEmpty)
            {
                found.AddRange(await (Task<IReadOnlyList<Mention>>)InTable.MakeGenericMethod(entity.ClrType).Invoke(this, [columns, cancel])!);
            }
        }

        return found;
    }

    /// <summary>The history's own texts that name them.</summary>
    public async Task<IReadOnlyList<ChangedText>> InHistoryAsync(CancellationToken cancel)
    {
        if (needles.IsEmpty)
        {
            return [];
        }

        var texts = await db.ChangedTexts.Where(AnyHint<ChangedText>([nameof(ChangedText.Text)])).ToListAsync(cancel);
        var quoted = texts.Where(t => t.Text is { } text && needles.IsIn(text)).ToList();
        if (held.Tickets.Count == 0 || quoted.Count == 0)
        {
            return quoted;
        }

        var (hashes, tickets) = (quoted.ConvertAll(t => t.Hash), held.Tickets.ToList());
        var kept = await db.TicketEvents.IgnoreAutoIncludes().Where(e => tickets.Contains(e.TicketId) && (hashes.Contains(e.FromTextHash!) || hashes.Contains(e.ToTextHash!)))
            .Select(e => new { e.FromTextHash, e.ToTextHash }).ToListAsync(cancel);
        return [.. quoted.Where(t => !kept.Exists(k => k.FromTextHash == t.Hash || k.ToTextHash == t.Hash))];
    }

    /// <summary>Puts the pseudonym where they were named.</summary>
    public void Replace(IEnumerable<Mention> mentions, string pseudonym)
    {
        foreach (var column in mentions.SelectMany(m => m.Columns.Select(c => m.Row.Property(c))))
        {
            var isKey = column.Metadata.Name is "SearchKey" or "Key";
            var text = needles.Replaced((string)column.CurrentValue!, isKey ? SortKey.ForSearch(pseudonym) : column.Metadata.Name is "SortKey" ? SortKey.Of(pseudonym) : pseudonym);
            column.CurrentValue = column.Metadata.GetMaxLength() is { } most && text.Length > most ? text[..most] : text;
        }
    }

    async Task<IReadOnlyList<Mention>> InTableAsync<T>(List<IProperty> columns, CancellationToken cancel)
        where T : class
    {
        var names = columns.ConvertAll(c => c.Name);
        var rows = await db.Set<T>().IgnoreAutoIncludes().Where(AnyHint<T>(names)).ToListAsync(cancel);
        return
        [
            .. from row in rows.Select(r => db.Entry(r))
               let naming = names.Where(n => row.Property(n).CurrentValue is string text && needles.IsIn(text)).ToList()
               where naming.Count > 0 && !held.Has(row)
               select new Mention(row, naming),
        ];
    }

    Expression<Func<T, bool>> AnyHint<T>(IReadOnlyList<string> names)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var lower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
        var contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
        var any = (from name in names
                   from hint in needles.Hints
                   select (Expression)Expression.Call(Expression.Call(Expression.Call(Property, row, Expression.Constant(name)), lower), contains, Expression.Constant(hint))).Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<T, bool>>(any, row);
    }
}

/// <summary>A row that names somebody, and the columns that do.</summary>
sealed record Mention(EntityEntry Row, IReadOnlyList<string> Columns);

/// <summary>What must stay as it is, because somebody said so: tickets under <em>Löschsperre</em> with all that hangs on them.</summary>
sealed record HeldRows(IReadOnlySet<int> Tickets, IReadOnlySet<int> Messages, IReadOnlySet<int> Conversations, IReadOnlySet<Guid> Mails)
{
    /// <summary>Whether the row is one of them.</summary>
    public bool Has(EntityEntry row) => Tickets.Count > 0 && row.Entity switch
    {
        Ticket ticket => Tickets.Contains(ticket.Id),
        OutgoingMail mail => Mails.Contains(mail.Id),
        _ => Value<int>(row, "TicketId", Tickets) || Value<int>(row, "MessageId", Messages) || Value<int>(row, "ConversationId", Conversations) || Value<Guid>(row, "OutgoingMailId", Mails),
    };

    static bool Value<T>(EntityEntry row, string name, IReadOnlySet<T> ids) => row.Metadata.FindProperty(name) is not null && row.Property(name).CurrentValue is T id && ids.Contains(id);
}
