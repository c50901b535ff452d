using Microsoft.AspNetCore.Mvc;
using Tresen.Devices;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Tickets.Changes;

/// <summary>A serial number that stands on the ticket as text becomes its device: the customer's that has it, else a new one.</summary>
[Needs(Capability.Work)]
public sealed class SerialController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpPost("/tickets/{number:int}/device")]
    public async Task<IResult> Know(int number, [FromForm] string? then, CancellationToken cancel) =>
        await ChangeAsync(number, Change.Device, then, async (ticket, by) =>
        {
            if (ticket.Customer is null || ticket.SerialNumber.Length == 0)
            {
                throw new BrokenRuleException("Ein Gerät braucht einen Kunden und eine Seriennummer. Bitte beides am Ticket eintragen.", "DeviceName");
            }

            var known = (await db.DevicesWithSerialAsync(ticket.SerialNumber, cancel)).Where(d => d.ArticleId == ticket.ArticleId || d.CustomerId == ticket.CustomerId).ToList();
            var device = known.Find(d => d.CustomerId == ticket.CustomerId);
            if (device is null && known.Count > 0)
            {
                throw new BrokenRuleException($"Dieses Gerät steht schon bei {known[0].Customer.Name}. Bitte dort den Kunden ändern oder die Seriennummer prüfen.", "DeviceName");
            }

            if (device is null)
            {
                if (!Me.Can(Capability.MasterData))
                {
                    throw new BrokenRuleException("Neue Geräte legt an, wer Stammdaten pflegen darf. Bitte jemanden mit diesem Recht bitten.", "DeviceName");
                }

                device = new Device(ticket.Article?.Name ?? Words.Of("Gerät {0}", ticket.SerialNumber), ticket.Article, ticket.SerialNumber, ticket.Customer, ticket.Site);
                db.Add(device);
                await db.SaveChangesAsync(cancel); // the ticket's history names its id
            }

            ticket.IsAbout([.. ticket.Devices.Select(d => d.Device), device], by, Now);
            return Words.Of("Gerät: {0}.", device.Name);
        }, cancel);
}
