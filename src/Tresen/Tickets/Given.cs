using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>What was typed because a status asks for it: part of every form that changes the status, under the name <c>Given</c>.
/// <c>AskedFields.razor</c> shows it.</summary>
public sealed class Given
{
    const int LongestValue = 1000;

    /// <summary>Who is to be responsible; null: whoever is.</summary>
    public int? AssigneeId { get; set; }

    public DateOnly? DueOn { get; set; }

    [StringLength(2000, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Remark { get; set; }

    /// <summary>Free fields by their places; those that aren't here stay as they are.</summary>
    public Dictionary<int, string?> Fields { get; set; } = [];

    /// <summary>The name of a field of the form.</summary>
    public static string Name(string property) => $"{nameof(Given)}.{property}";

    /// <summary>The name under which a free field is typed.</summary>
    public static string Name(FreeField field) => $"{nameof(Given)}.{nameof(Fields)}[{field.Slot}]";

    /// <summary>Puts it onto the ticket, which must be loaded with its parts. What is left empty takes nothing away.</summary>
    /// <returns>What is still to be said when the status is entered.</returns>
    public async Task<Entering> PutOnAsync(Ticket ticket, TresenDb db, StaffMember by, DateTimeOffset at, CancellationToken cancel)
    {
        if (AssigneeId is { } id && id != ticket.AssigneeId)
        {
            var person = await db.Staff.SingleOrDefaultAsync(s => s.Id == id && s.IsActive, cancel)
                ?? throw new BrokenRuleException("Bitte auswählen.", Name(nameof(AssigneeId)));
            ticket.MustNotOpenTo(person, Name(nameof(AssigneeId)));
            ticket.Assign(person, by, at);
        }

        if (DueOn is { } day && day != ticket.DueOn)
        {
            ticket.IsDue(day, by, at);
        }

        var fields = await db.FreeFields.Where(f => f.IsActive).OrderBy(f => f.Position).ToListAsync(cancel);
        foreach (var field in fields)
        {
            if (Fields.TryGetValue(field.Slot, out var value) && !string.IsNullOrWhiteSpace(value))
            {
                if (value.Length > LongestValue)
                {
                    throw new BrokenRuleException("Bitte höchstens 1000 Zeichen.", Name(field));
                }

                ticket.Fill(field, StorableText.Of(value), by, at, Name(field));
            }
        }

        return new Entering(fields) { Remark = StorableText.Of(Remark ?? "") };
    }
}
