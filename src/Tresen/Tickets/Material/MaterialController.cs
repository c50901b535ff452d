using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tresen.Articles;
using Tresen.Platform;
using Tresen.Platform.Data;
using Tresen.Platform.Identity;
using Tresen.Platform.Views;

namespace Tresen.Tickets.Material;

/// <summary>The tab <em>Material</em>: what was used or delivered, from an article or as a text of one's own.</summary>
public sealed class MaterialController(TresenDb db, Me me, TimeProvider clock) : TicketController(db, me, clock)
{
    readonly TresenDb db = db;

    [HttpGet("/tickets/{number:int}/material")]
    [Staff]
    [TicketTab("Material", 50)]
    public async Task<IResult> Show(int number, int? line, CancellationToken cancel) => await PageAsync(number, line, cancel);

    [HttpPost("/tickets/{number:int}/material")]
    [Needs(Capability.Work)]
    public async Task<IResult> Add(int number, [FromForm] MaterialForm form, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } ticket)
        {
            return NotFound();
        }

        var article = await ArticleAsync(form, cancel);
        var by = await MyselfAsync(cancel);
        // Who doesn't see prices can't set one: the article's holds.
        var price = (Me.Can(Capability.SeePrices) ? form.Price : null) ?? article?.Price ?? Money.Zero;
        if (!ModelState.IsValid || !Try(() =>
            {
                if (form.IsBillable)
                {
                    ticket.MayBill(Me, form.ConfirmsBlocked);
                }

                ticket.Use(article, form.Text ?? (article is null ? form.ArticleName : null) ?? "", form.Quantity!.Value, price, form.IsBillable, by, Now);
            }))
        {
            return await PageAsync(number, null, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/material", Words.Of("Material ist eingetragen."));
    }

    [HttpPost("/tickets/{number:int}/material/{id:int}")]
    [Needs(Capability.Work)]
    public async Task<IResult> Change(int number, int id, [FromForm] MaterialForm form, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } ticket || ticket.Material.FirstOrDefault(m => m.Id == id) is not { } line)
        {
            return NotFound();
        }

        var by = await MyselfAsync(cancel);
        var price = (Me.Can(Capability.SeePrices) ? form.Price : null) ?? line.Price;
        if (!ModelState.IsValid || !Try(() =>
            {
                if (form.IsBillable && !line.IsBillable)
                {
                    ticket.MayBill(Me, form.ConfirmsBlocked);
                }

                ticket.Change(line, form.Text ?? "", form.Quantity!.Value, price, form.IsBillable, by, Now);
            }))
        {
            return await PageAsync(number, id, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/material", Words.Of("Gespeichert."));
    }

    [HttpPost("/tickets/{number:int}/material/{id:int}/removal")]
    [Needs(Capability.Work)]
    public async Task<IResult> Remove(int number, int id, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } ticket || ticket.Material.FirstOrDefault(m => m.Id == id) is not { } line)
        {
            return NotFound();
        }

        var by = await MyselfAsync(cancel);
        if (!Try(() => ticket.TakeOff(line, by, Now)))
        {
            return await PageAsync(number, null, cancel, StatusCodes.Status422UnprocessableEntity);
        }

        await db.SaveChangesAsync(cancel);
        return Done($"/tickets/{number}/material", Words.Of("Material ist entfernt."));
    }

    async Task<Ticket?> FindAsync(int number, CancellationToken cancel)
    {
        var ticket = await db.TicketToChangeAsync(Me, number, cancel);
        if (ticket is not null)
        {
            await db.Entry(ticket).Collection(t => t.Material).LoadAsync(cancel);
        }

        return ticket;
    }

    async Task<Article?> ArticleAsync(MaterialForm form, CancellationToken cancel)
    {
        var text = form.ArticleName?.Trim() ?? "";
        return text.Length == 0 && form.ArticleId is null ? null
            : await db.Articles.FirstOrDefaultAsync(a => (a.Id == form.ArticleId && (text == "" || a.Name == text)) || a.Number == text || a.Name == text, cancel);
    }

    async Task<IResult> PageAsync(int number, int? line, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        db.ChangeTracker.Clear();
        return await TicketFrame.ReadAsync(db, Me, number, Now, cancel) is { } frame
            ? MaterialPage.Of(new(frame, await db.Set<MaterialLine>().AsNoTracking().Include(m => m.AddedBy).Where(m => m.TicketId == frame.Ticket.Id).OrderBy(m => m.Id).ToListAsync(cancel), line), status)
            : NotFound();
    }
}

/// <summary>A line of material as typed.</summary>
public sealed class MaterialForm
{
    public string? ArticleName { get; set; }

    public int? ArticleId { get; set; }

    [StringLength(300, ErrorMessage = "Bitte höchstens {1} Zeichen.")]
    public string? Text { get; set; }

    [Required(ErrorMessage = "Bitte die Menge eingeben.")]
    public decimal? Quantity { get; set; }

    /// <summary>Empty: the article's.</summary>
    public Money? Price { get; set; }

    public bool IsBillable { get; set; }

    /// <summary>It is to be billed though the payer is blocked.</summary>
    public bool ConfirmsBlocked { get; set; }
}
