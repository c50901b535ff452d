using Tresen.Platform.Identity;
using Tresen.Platform.Text;
using Tresen.Staff;

namespace Tresen.Tickets.Details;

/// <summary>Tells a ticket what a form says, new or known, through the same rules.</summary>
public static class Dictation
{
    /// <summary>Tells all of it. What this person may not change (rates) stays as it is.</summary>
    public static void Tell(this Ticket ticket, TicketForm form, ChosenRecords chosen, Me me, StaffMember by, DateTimeOffset at)
    {
        var rateShown = ticket.Rate;
        ticket.Rename(form.Subject!, by, at);
        if (form.DescriptionFormat == "html" || !SaysTheSame(form.Description, ticket.Description))
        {
            ticket.Describe(RichText.Clean(form.Description, form.DescriptionFormat == "html"), by, at);
        }

        ticket.Remark(form.InternalRemark?.Trim() ?? "", by, at);
        ticket.AskedBy(RequesterIn(form, chosen), by, at);
        ticket.MoveTo(chosen.Department!, by, at);
        ticket.Classify(chosen.Kind!, chosen.Area, chosen.Channel!, by, at);
        ticket.BelongsTo(chosen.Customer, chosen.Contact, chosen.Site, by, at);
        ticket.IsBilledTo(chosen.BillTo == chosen.Customer ? null : chosen.BillTo, by, at);
        ticket.IsAbout(chosen.Article, form.SerialNumber ?? "", by, at);
        ticket.IsAbout([.. chosen.Devices], by, at);
        ticket.Prioritise(form.Priority, by, at);
        ticket.IsDue(form.DueOn, form.DueTime, by, at);
        ticket.Plan(form.Planned?.Minutes, by, at);
        ticket.ChargeExtra(form.IsChargedExtra, by, at);
        if (me.Can(Capability.SeePrices))
        {
            if (form.RateAsProposed)
            {
                ticket.RateAsProposed(by, at);
            }
            else if (form.Rate is { } rate && rate != rateShown)
            {
                ticket.RateByHand(rate, by, at);
            }
        }

        ticket.Assign(chosen.Assignee, by, at);
        foreach (var gone in ticket.People.Where(p => !chosen.Helpers.Contains(p.StaffMember) && !chosen.Watchers.Contains(p.StaffMember)).ToList())
        {
            ticket.Excuse(gone.StaffMember, by, at);
        }

        foreach (var helper in chosen.Helpers)
        {
            ticket.Involve(helper, TicketPart.Helper, by, at);
        }

        foreach (var watcher in chosen.Watchers)
        {
            ticket.Involve(watcher, TicketPart.Watcher, by, at);
        }

        ticket.Mark([.. chosen.Tags], by, at);
        foreach (var field in chosen.FreeFields)
        {
            ticket.Fill(field, form.Free(field.Slot) ?? "", by, at);
        }
    }

    /// <summary>Who asked: as typed, else the contact, else the customer.</summary>
    public static Requester RequesterIn(TicketForm form, ChosenRecords chosen) => new(
        FirstOf(form.RequesterName, chosen.Contact?.Name, chosen.Customer?.Name),
        FirstOf(form.RequesterMail, string.IsNullOrWhiteSpace(form.RequesterName) ? chosen.Contact?.Mail : null),
        FirstOf(form.RequesterPhone, string.IsNullOrWhiteSpace(form.RequesterName) ? chosen.Contact?.Phone : null));

    /// <summary>Without script the text comes back without its formatting, which must not get lost where nothing was changed.</summary>
    static bool SaysTheSame(string? typed, string stored) =>
        (typed ?? "").ReplaceLineEndings("\n").Trim() == RichText.ToPlain(stored).ReplaceLineEndings("\n").Trim();

    static string FirstOf(params string?[] values) => values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim() ?? "";
}
