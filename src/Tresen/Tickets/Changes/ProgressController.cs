using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Time;

namespace Tresen.Tickets.Changes;

/// <summary>The status of a ticket. A waiting one asks when the ticket comes back, others for what the
/// administrator has said.</summary>
[Needs(Capability.Work)]
public sealed class ProgressController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/progress")]
    public async Task<IResult> Advance(int number, [FromForm] ProgressForm form, CancellationToken cancel)
    {
        return await ChangeAsync(number, Change.Progress, form.Then, async (ticket, by) =>
        {
            var to = await ChosenAsync<Progress>(form.ProgressId, nameof(form.ProgressId), cancel);
            var isMissing = (to.IsWaiting && form.FollowUpOn is null) || (to.AsksForAppointment && form.AppointmentOn is null);
            if (isMissing && !form.Asked && !ticket.IsClosed && to != ticket.Progress)
            {
                ModelState.Remove(nameof(form.FollowUpOn)); // an empty field gives way to the proposal
                throw new Platform.BrokenRuleException(to.IsWaiting ? "Wann soll das Ticket wieder vorgelegt werden?" : "Wann ist der Termin?", to.IsWaiting ? nameof(form.FollowUpOn) : nameof(form.AppointmentOn));
            }

            if (form is { AppointmentOn: not null, AppointmentTime: null })
            {
                throw new Platform.BrokenRuleException("Um wie viel Uhr? Die Zeit steht auch in Mails an den Kunden.", nameof(form.AppointmentTime));
            }

            var at = form is { AppointmentOn: { } day, AppointmentTime: { } time } ? Zone.At(day, time) : (DateTimeOffset?)null;
            var given = await form.Given.PutOnAsync(ticket, db, by, Now, cancel);
            ticket.Advance(to, given with
            {
                FollowUpOn = form.FollowUpOn ?? (to == ticket.Progress ? ticket.FollowUpOn : null),
                Appointment = at ?? (to == ticket.Progress ? ticket.Appointment : null),
            }, by, Now);
            return $"Status: {to.Title}.";
        }, cancel);
    }
}

/// <summary>A status as it is chosen.</summary>
public sealed class ProgressForm
{
    [Required(ErrorMessage = "Bitte einen Status wählen.")]
    public int? ProgressId { get; set; }

    public DateOnly? FollowUpOn { get; set; }

    public DateOnly? AppointmentOn { get; set; }

    public TimeOnly? AppointmentTime { get; set; }

    /// <summary>What else the status asks for.</summary>
    public Given Given { get; set; } = new();

    /// <summary>Sent from the page that asks for the days: what is empty there is meant to be.</summary>
    public bool Asked { get; set; }

    /// <summary>The page to go back to.</summary>
    public string? Then { get; set; }
}
