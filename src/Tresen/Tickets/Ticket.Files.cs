using Tresen.Platform.Files;
using Tresen.Staff;

namespace Tresen.Tickets;

/// <summary>Files of the ticket itself, as opposed to those that came or went with a message.</summary>
public sealed partial class Ticket
{
    readonly List<TicketFile> files = [];

    /// <summary>In the order they were added, once loaded.</summary>
    public IReadOnlyList<TicketFile> Files => files;

    /// <summary>Keeps a file here; its content is held from this save on.</summary>
    public TicketFile Attach(StoredFile content, string name, string contentType, StaffMember? by, DateTimeOffset at)
    {
        content.Hold();
        var file = new TicketFile(content, name, contentType, by, at);
        files.Add(file);
        if (Id != 0)
        {
            Record(TicketVerb.FileAdded, by, at, nameof(Files), to: Said.Text(name));
        }

        return file;
    }

    /// <summary>Removes a file; its content goes when nobody else holds it. <see cref="Files"/> must be loaded with their content.</summary>
    public void Detach(TicketFile file, StaffMember? by, DateTimeOffset at)
    {
        if (files.Remove(file))
        {
            file.Content.Release(at);
            Record(TicketVerb.FileRemoved, by, at, nameof(Files), Said.Text(file.Name, file.Id));
        }
    }
}

/// <summary>A file of a ticket.</summary>
public sealed class TicketFile
{
    TicketFile()
    {
    }

    internal TicketFile(StoredFile content, string name, string contentType, StaffMember? by, DateTimeOffset at) =>
        (Content, ContentId, Name, ContentType, Bytes, AddedBy, AddedById, AddedAt) = (content, content.Id, name, contentType, content.Bytes, by, by?.Id, at);

    public int Id { get; private set; }

    public int TicketId { get; private set; }

    public int ContentId { get; private set; }

    public StoredFile Content { get; private set; } = null!;

    public string Name { get; private set; } = "";

    /// <summary>As the browser said that brought it; never trusted when serving.</summary>
    public string ContentType { get; private set; } = "";

    public long Bytes { get; private set; }

    public int? AddedById { get; private set; }

    public StaffMember? AddedBy { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>It lies with that ticket from now on.</summary>
    public void GoTo(Ticket to) => TicketId = to.Id;
}
