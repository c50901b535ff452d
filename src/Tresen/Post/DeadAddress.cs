using Tresen.Staff;

namespace Tresen.Post;

/// <summary>An address of which a mail server has said that there is nobody (<em>unzustellbar</em>): whoever writes there is warned, and no
/// program of ours does. It is taken back by a person, or by a mail from there.</summary>
public sealed class DeadAddress
{
    DeadAddress()
    {
    }

    public int Id { get; private set; }

    /// <summary>In lower case; once for each department.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The department whose mail didn't arrive: confidential ones show to nobody else whom they write to.</summary>
    public int DepartmentId { get; private set; }

    /// <summary>What the server said last.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Since when it is marked.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When a server said so last.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>How often one did.</summary>
    public int Times { get; private set; }

    /// <summary>When it was taken back; null: it is marked.</summary>
    public DateTimeOffset? ClearedAt { get; private set; }

    /// <summary>Who took it back; null: a mail came from there.</summary>
    public int? ClearedById { get; private set; }

    public StaffMember? ClearedBy { get; private set; }

    /// <summary>A server says it, perhaps again.</summary>
    public void Say(string said, DateTimeOffset at)
    {
        if (Times == 0 || ClearedAt is not null)
        {
            (Since, ClearedAt, ClearedBy, ClearedById) = (at, null, null, null);
        }

        (Said, LastAt, Times) = (said.Length > 300 ? said[..299] + "…" : said, at, Times + 1);
    }

    /// <summary>It can be written to again (<em>wieder freigeben</em>).</summary>
    /// <param name="by">Who says so; null: a mail came from there.</param>
    public void Clear(StaffMember? by, DateTimeOffset at) => (ClearedAt, ClearedBy, ClearedById) = (at, by, by?.Id);
}
