using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Tests.Conversations;

/// <summary>What the stories about dialogues begin with.</summary>
static class Talking
{
    /// <summary>A ticket of Karin Müller (Müller Bau) at that department; its number.</summary>
    public static Task<int> NewTicket(this TresenApp app, string subject = "Drucker druckt nur Streifen", string department = World.Technik) => app.Work(async db =>
    {
        var at = app.Clock.GetUtcNow();
        var customer = await db.Customers.Include(c => c.Contacts).ThenInclude(c => c.Contact).SingleAsync(c => c.Name == World.MuellerBau);
        var number = (int)await db.DrawNumberAsync(TicketQueries.Range, TicketQueries.FirstNumber, default);
        var ticket = new Ticket(
            number,
            subject,
            new Requester("Karin Müller", "karin@muellerbau.example", "04921 55511"),
            await db.Departments.Include(d => d.Company).SingleAsync(d => d.Name == department),
            await db.Progresses.SingleAsync(p => p.Name == "angelegt"),
            await db.Kinds.SingleAsync(k => k.Name == "Fehler"),
            await db.Channels.SingleAsync(c => c.Use == ChannelUse.Mail),
            null,
            at);
        ticket.BelongsTo(customer, customer.Contacts[0].Contact, null, null, at);
        db.Add(ticket);
        return number;
    });

    /// <summary>Karin's mail to that ticket, as a dialogue of its own; its number.</summary>
    public static Task<long> NewConversation(this TresenApp app, int ticket, string text = "Seit heute früh druckt er nur noch Streifen.", string? department = null, bool isAutomatic = false) => app.Work(async db =>
    {
        var at = app.Clock.GetUtcNow();
        var of = await db.Tickets.WithParts.SingleAsync(t => t.Number == ticket);
        var number = await db.NextConversationNumberAsync(at, default);
        var stands = department is null ? of.Department : await db.Departments.SingleAsync(d => d.Name == department);
        var conversation = new Conversation(number, of, stands, await db.MailboxOf(stands), of.Subject, null, at);
        db.Add(conversation);
        db.Receive(conversation, FromKarin(text, of.Subject) with { IsAutomatic = isAutomatic }, at);
        return number;
    });

    /// <summary>Karin answers in that dialogue.</summary>
    public static Task<int> KarinAnswers(this TresenApp app, long conversation, string text = "Danke, das hat geholfen.", bool isAutomatic = false, int? rawMail = null) => app.Work(async db =>
    {
        var into = await db.ToChange(conversation);
        db.Receive(into, FromKarin(text, "Re: " + into.Subject) with { IsAutomatic = isAutomatic, RawMailId = rawMail }, app.Clock.GetUtcNow());
        return 0;
    });

    public static Incoming FromKarin(string text, string subject) =>
        new("Karin Müller", "karin@muellerbau.example", subject, text, text, "") { MessageId = $"{Guid.NewGuid():N}@muellerbau.example", Why = Placement.NewRequest };

    /// <summary>Does something in one piece of work and saves it.</summary>
    public static Task<T> Work<T>(this TresenApp app, Func<TresenDb, Task<T>> work) => app.Db(async db =>
    {
        await using var scope = await WriteScope.BeginAsync(db);
        var result = await work(db);
        await db.SaveChangesAsync();
        await scope.CommitAsync();
        return result;
    });

    public static async Task<Conversation> ToChange(this TresenDb db, long number)
    {
        var ticket = await db.Conversations.Where(c => c.Number == number).Select(c => c.TicketId).SingleAsync();
        await db.Tickets.WithParts.SingleAsync(t => t.Id == ticket);
        return await db.Conversations.WithParts.SingleAsync(c => c.Number == number);
    }

    public static Task<StaffMember> Person(this TresenDb db, Inhabitant inhabitant) => db.Staff.SingleAsync(s => s.Name == inhabitant.Name);

    public static Task<Department> DepartmentOf(this TresenDb db, string name) => db.Departments.SingleAsync(d => d.Name == name);

    public static Task<Ticket> Ticket(this TresenApp app, int number) => app.Db(db => db.Tickets.AsNoTracking().Include(t => t.Progress).Include(t => t.Events.OrderBy(e => e.Position)).SingleAsync(t => t.Number == number));

    public static Task<Conversation> Conversation(this TresenApp app, long number) =>
        app.Db(db => db.Conversations.AsNoTracking().Include(c => c.Department).Include(c => c.Addressees).Include(c => c.Messages).ThenInclude(m => m.Addressees).Include(c => c.Forwardings.OrderBy(f => f.Id)).AsSplitQuery().SingleAsync(c => c.Number == number));

    static Task<Tresen.Post.Mailbox?> MailboxOf(this TresenDb db, Department department) => db.Set<Tresen.Post.Mailbox>().FirstOrDefaultAsync(m => m.DepartmentId == department.Id);
}
