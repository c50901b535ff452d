using Tresen.Conversations;
using Tresen.Platform.Data;
using Tresen.Platform.Text;
using Tresen.Platform.Time;
using Tresen.Post;
using Tresen.Staff;
using Tresen.Tickets;

namespace Tresen.Demo;

/// <summary>What was written about the requests: from the first message to the last answer, with notes among us.</summary>
sealed class DemoTalk(TresenDb db, DemoPeople firm, Random chance, DateTimeOffset now)
{
    readonly Dictionary<string, Mailbox> mailboxes = [];
    readonly Dictionary<DateOnly, int> counts = [];

    /// <summary>A mailbox for each department. Their servers are not set up: what is written in the demo waits.</summary>
    public void OpenMailboxes()
    {
        Open(DemoPeople.It, "service@nordlicht.example", "Nordlicht IT-Service");
        Open(DemoPeople.House, "haustechnik@nordlicht.example", "Nordlicht Haustechnik");
        Open(DemoPeople.Sales, "vertrieb@nordlicht.example", "Nordlicht Vertrieb");
        Open(DemoPeople.Books, "buchhaltung@nordlicht.example", "Nordlicht Buchhaltung");
    }

    void Open(string department, string address, string name)
    {
        var mailbox = new Mailbox(firm.Department(department), department, address, name, now.AddYears(-2));
        mailbox.Describe(firm.Department(department), department, address, name, "Mit freundlichen Grüßen\n{MITARBEITER}\n{MITARBEITER_TELEFON}");
        mailboxes[department] = mailbox;
        db.Add(mailbox);
    }

    /// <summary>Tells the dialogue of a request up to that instant, as far as it has come by then.</summary>
    /// <param name="who">Who answers for us; null: nobody has yet.</param>
    public void Tell(DemoTickets.Made made, StaffMember? who, DateTimeOffset until)
    {
        var ticket = made.Ticket;
        var comesWritten = ticket.Channel.Use is ChannelUse.Mail or ChannelUse.WebForm;
        if (!comesWritten && chance.Next(3) == 0)
        {
            if (who is not null)
            {
                Note(made, null, who, Between(ticket.CreatedAt, until, 0.3));
            }

            return; // all of it was said on the phone
        }

        var conversation = new Conversation(NumberAt(ticket.CreatedAt), ticket, ticket.Department, mailboxes[made.Story.Department], ticket.Subject, comesWritten ? null : who ?? ticket.CreatedBy, ticket.CreatedAt);
        db.Add(conversation);
        Message? asked = comesWritten ? Receive(conversation, made, made.Story.Ask, ticket.CreatedAt, ticket.Channel.Use == ChannelUse.WebForm ? Placement.WebForm : Placement.NewRequest, null) : null;
        if (who is null)
        {
            return;
        }

        var answer = Answer(conversation, made, made.Story.Answer, asked, who, Between(ticket.CreatedAt, until, 0.2));
        Note(made, conversation, who, Between(ticket.CreatedAt, until, 0.35));
        if (made.Story.Back.Length > 0 && (made.IsDone || chance.Next(2) == 0))
        {
            Receive(conversation, made, made.Story.Back, Between(ticket.CreatedAt, until, 0.6), Placement.AnswersMail, answer);
            if (made.IsDone)
            {
                conversation.Settle(Siblings.None, until);
            }
            else if (chance.Next(5) == 0)
            {
                var other = firm.Department(made.Story.Department == DemoPeople.It ? DemoPeople.Sales : DemoPeople.It);
                conversation.Forward(other, "Könnt ihr das bitte beantworten? Es geht um den Vertrag.", who, Siblings.None, Between(ticket.CreatedAt, until, 0.8));
            }
            else if (chance.Next(4) == 0)
            {
                conversation.Draft(who, until).Write([new Addressee(made.Contact.Mail, made.Contact.Name)], [], [], ticket.Subject,
                    $"<div>{made.Contact.Greeting}</div><div><br>vielen Dank für die Rückmeldung, wir</div>", quotes: false, who, until);
            }
        }
    }

    /// <summary>Today's numbers go on after those of the demo; call last.</summary>
    public void CloseNumbers()
    {
        var today = Zone.DayOf(now);
        if (counts.TryGetValue(today, out var drawn))
        {
            db.Add(new NumberRange(ConversationNumber.Range(today), drawn + 1));
        }
    }

    long NumberAt(DateTimeOffset at)
    {
        var day = Zone.DayOf(at);
        return ConversationNumber.Of(day, counts[day] = counts.GetValueOrDefault(day) + 1);
    }

    Message Receive(Conversation conversation, DemoTickets.Made made, string said, DateTimeOffset at, Placement why, Message? answered)
    {
        var contact = made.Contact;
        var text = $"Guten Tag,\n\n{made.Tell(said)}\n\nMit freundlichen Grüßen\n{contact.Name}\n{made.Customer.Name}";
        return db.Receive(conversation, new Incoming(contact.Name, contact.Mail, made.Ticket.Subject, text, $"Guten Tag,\n\n{made.Tell(said)}", "")
        {
            MessageId = $"demo-{conversation.Number}-{conversation.Messages.Count}@{MailAddress.DomainOf(contact.Mail)}",
            InReplyTo = answered?.WrittenId ?? "",
            References = [.. answered?.Thread ?? []],
            SentAt = at,
            To = [new Addressee(conversation.Mailbox!.Address)],
            Why = why,
            IsUnverified = why == Placement.WebForm,
        }, at);
    }

    Message Answer(Conversation conversation, DemoTickets.Made made, string said, Message? asked, StaffMember who, DateTimeOffset at)
    {
        var draft = conversation.Draft(who, at, asked, asked is null ? Quoting.None : Quoting.Answer);
        var body = $"<div>{made.Contact.Greeting}</div><div><br>{System.Net.WebUtility.HtmlEncode(made.Tell(said))}</div><div><br>Mit freundlichen Grüßen<br>{who.Name}</div>";
        draft.Write([new Addressee(made.Contact.Mail, made.Contact.Name)], [], [], made.Ticket.Subject, body, quotes: asked is not null, who, at);
        var mail = conversation.Send(draft, conversation.Mailbox!, [], who, Siblings.None, at);
        mail.BeginSending(at.AddSeconds(16));
        mail.Accept(at.AddSeconds(17));
        db.Add(mail);
        return draft;
    }

    void Note(DemoTickets.Made made, Conversation? conversation, StaffMember who, DateTimeOffset at)
    {
        if (made.Story.Note.Length > 0 && chance.Next(4) > 0)
        {
            db.Add(Message.Note(made.Ticket, conversation, $"<div>{System.Net.WebUtility.HtmlEncode(made.Tell(made.Story.Note))}</div>", who, at));
        }
    }

    static DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to, double share) => OfficeHours.After(from, TimeSpan.FromSeconds(Math.Max(1, OfficeHours.Between(from, to).TotalSeconds * share)));
}
