using Microsoft.EntityFrameworkCore;
using Tresen.Conversations;
using Tresen.Customers;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Privacy.Knowing;

/// <summary>Who somebody is, and what hangs on them.</summary>
static class PersonQueries
{
    extension(TresenDb db)
    {
        /// <summary>That contact, else whoever has written from that address or is named with it; null: nobody.</summary>
        /// <param name="otherNames">Further spellings.</param>
        public async Task<Person?> PersonAsync(int? contact, string? mail, IReadOnlyList<string> otherNames, CancellationToken cancel)
        {
            var address = MailAddress.Normal(mail);
            var known = contact is { } id
                ? await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel)
                : address.Length == 0 ? null : await db.Contacts.AsNoTracking().Where(c => c.Mail == address).OrderBy(c => c.Id).FirstOrDefaultAsync(cancel);
            var person = known is not null
                ? new Person(known.Id, known.Name, known.Mail, [.. new[] { known.Phone, known.Mobile }.Where(p => p.Length > 0).Distinct()], otherNames)
                : contact is null && MailAddress.IsUsable(address) ? await db.StrangerAsync(address, otherNames, cancel) : null;
            return person is null ? null : person with { Shared = await db.SharedAsync(person, cancel) };
        }

        async Task<Person?> StrangerAsync(string mail, IReadOnlyList<string> otherNames, CancellationToken cancel)
        {
            var ticket = await db.Tickets.Where(t => t.RequesterMail == mail).OrderByDescending(t => t.Id).Select(t => new { t.RequesterName, t.RequesterPhone }).FirstOrDefaultAsync(cancel);
            var sender = await db.Messages.Where(m => m.SenderAddress == mail).OrderByDescending(m => m.Id).Select(m => m.SenderName).FirstOrDefaultAsync(cancel);
            var isAddressee = ticket is not null || sender is not null || await db.Set<MessageAddressee>().AnyAsync(a => a.Address == mail, cancel)
                || await db.Set<Post.OutgoingRecipient>().AnyAsync(r => r.Address == mail, cancel) || await db.Set<Mail.RawMail>().AnyAsync(r => r.From == mail, cancel);
            return !isAddressee || await db.Staff.AnyAsync(s => s.Mail == mail, cancel) || await db.Set<Post.Mailbox>().AnyAsync(m => m.Address == mail, cancel)
                ? null
                : new Person(null, ticket?.RequesterName ?? sender ?? "", mail, ticket is { RequesterPhone.Length: > 0 } ? [ticket.RequesterPhone] : [], otherNames);
        }

        /// <summary>What of it somebody else is called or reached by too.</summary>
        async Task<IReadOnlySet<string>> SharedAsync(Person person, CancellationToken cancel)
        {
            var shared = new HashSet<string>();
            var (id, mail) = (person.ContactId ?? 0, person.Mail);
            if (mail.Length > 0 && (await db.Contacts.AnyAsync(c => c.Id != id && c.Mail == mail, cancel) || await db.Staff.AnyAsync(s => s.Mail == mail, cancel)
                || await db.Customers.AnyAsync(c => c.Mail == mail, cancel) || await db.Set<Post.Mailbox>().AnyAsync(m => m.Address == mail, cancel)))
            {
                shared.Add(mail);
            }

            foreach (var phone in person.Phones)
            {
                if (await db.Contacts.AnyAsync(c => c.Id != id && (c.Phone == phone || c.Mobile == phone), cancel) || await db.Customers.AnyAsync(c => c.Phone == phone, cancel) || await db.Staff.AnyAsync(s => s.Phone == phone, cancel))
                {
                    shared.Add(phone);
                }
            }

            var (key, name) = (SortKey.Of(person.Name), SortKey.ForSearch(person.Name));
            var (first, last) = (key.Split(' ')[0], key.Split(' ')[^1]);
            var reversed = $"{last} {first}";
            if (await db.Contacts.AnyAsync(c => c.Id != id && c.SortKey == reversed, cancel) || await db.Staff.AnyAsync(s => s.SortKey == key, cancel)
                || (name.Length > 0 && await db.Customers.AnyAsync(c => c.SearchKey.Contains(name), cancel)))
            {
                shared.Add(person.Name);
            }

            return shared;
        }

        /// <summary>The tickets that somebody asked for, by contact, own address, or name with address or number.</summary>
        public IQueryable<Ticket> AskedForBy(Person person)
        {
            var (id, mail, own, name, phones) = (person.ContactId, person.Mail, person.OwnMail, person.Name, person.Phones);
            return db.Tickets.Where(t => (id != null && t.ContactId == id) || (own != "" && t.RequesterMail == own)
                || (name != "" && t.RequesterName == name && ((mail != "" && t.RequesterMail == mail) || phones.Contains(t.RequesterPhone))));
        }

        /// <summary>The messages that somebody wrote.</summary>
        public IQueryable<Message> WrittenBy(Person person)
        {
            var (mail, own, name) = (person.Mail, person.OwnMail, person.Name);
            return db.Messages.Where(m => m.Kind == MessageKind.In && ((own != "" && m.SenderAddress == own) || (mail != "" && m.SenderAddress == mail && m.SenderName == name)));
        }

        /// <summary>The messages that went to somebody, or name them as an addressee.</summary>
        public IQueryable<Message> WrittenTo(Person person)
        {
            var mail = person.OwnMail;
            return db.Messages.Where(m => mail != "" && m.Addressees.Any(a => a.Address == mail));
        }
    }
}
