using Tresen.Articles;
using Tresen.Customers;
using Tresen.Platform;
using Tresen.Platform.Identity;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What was used or delivered besides time.</summary>
public sealed partial class Ticket
{
    readonly List<MaterialLine> material = [];

    /// <summary>In the order it was written down, once loaded.</summary>
    public IReadOnlyList<MaterialLine> Material => material;

    /// <summary>What the billable lines cost together.</summary>
    public Money MaterialAmount => material.Where(m => m.IsBillable).Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    /// <summary>Writes material down: an article or a text of one's own.</summary>
    public MaterialLine Use(Article? article, string text, decimal quantity, Money price, bool isBillable, StaffMember? by, DateTimeOffset at)
    {
        var line = new MaterialLine(article, text, quantity, price, isBillable, by, at);
        material.Add(line);
        UnbilledAmount += line.UnbilledAmount;
        Record(TicketVerb.MaterialAdded, by, at, nameof(Material), to: Said.Text(line.InWords));
        return line;
    }

    /// <summary>Billable material stops at a payer who is blocked until a lead or bookkeeping confirms it, as time does.</summary>
    /// <exception cref="BrokenRuleException">Somebody has to confirm it first, or may not.</exception>
    public void MayBill(Me me, bool confirmed)
    {
        if ((BillTo ?? Customer) is not { NoticeKind: NoticeKind.Blocked } payer)
        {
            return;
        }

        if (!me.MayConfirmBlocked)
        {
            throw new BrokenRuleException($"{payer.Name} ist gesperrt. Material zum Abrechnen trägt hier nur Leitung oder Buchhaltung ein; ohne „Abrechnen“ geht es immer.", "IsBillable");
        }

        if (!confirmed)
        {
            throw new BrokenRuleException($"{payer.Name} ist gesperrt. Trotzdem abrechnen? Dann bitte unten bestätigen.", "ConfirmsBlocked");
        }
    }

    /// <summary>Changes a line. <see cref="Material"/> must be loaded.</summary>
    public void Change(MaterialLine line, string text, decimal quantity, Money price, bool isBillable, StaffMember? by, DateTimeOffset at)
    {
        var (before, waited) = (line.InWords, line.UnbilledAmount);
        line.Describe(text, quantity, price, isBillable);
        UnbilledAmount += line.UnbilledAmount - waited;
        if (before != line.InWords)
        {
            Record(TicketVerb.MaterialChanged, by, at, nameof(Material), Said.Text(before, line.Id), Said.Text(line.InWords, line.Id));
        }
    }

    /// <summary>Takes a line off. <see cref="Material"/> must be loaded.</summary>
    public void TakeOff(MaterialLine line, StaffMember? by, DateTimeOffset at)
    {
        line.MustBeUnbilled();
        if (material.Remove(line))
        {
            UnbilledAmount -= line.UnbilledAmount;
            Record(TicketVerb.MaterialRemoved, by, at, nameof(Material), Said.Text(line.InWords, line.Id));
        }
    }
}
