namespace Tresen.Mail.Reading;

/// <summary>A mail's bytes with what parsers stumble over put right: what stands before the header, and line ends of old
/// Macs (threat B20).</summary>
sealed class RawLetter
{
    readonly byte[] bytes;
    readonly int start;

    RawLetter(byte[] bytes)
    {
        if (!bytes.AsSpan(0, Math.Min(bytes.Length, 65536)).Contains((byte)'\n') && bytes.AsSpan().Contains((byte)'\r'))
        {
            bytes.AsSpan().Replace((byte)'\r', (byte)'\n');
            Problems.Add("cr-line-ends");
        }

        this.bytes = bytes;
        start = Start();
        HeaderBytes = HeaderEnd() - start;
    }

    public List<string> Problems { get; } = [];

    /// <summary>How long the header is, up to the first empty line.</summary>
    public int HeaderBytes { get; }

    /// <summary>Takes the bytes; what is longer is cut off and said so.</summary>
    public static RawLetter From(Stream raw, long most, out string? limit)
    {
        limit = null;
        if (raw is MemoryStream { Position: 0 } whole && whole.Length <= most && whole.TryGetBuffer(out var held) && held.Offset == 0 && held.Array!.Length == held.Count)
        {
            return new RawLetter(held.Array); // large mails aren't held twice
        }

        using var all = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = raw.Read(buffer)) > 0)
        {
            if (all.Length + read > most)
            {
                limit = "limit-size";
                break;
            }

            all.Write(buffer, 0, read);
        }

        return new RawLetter(all.ToArray());
    }

    /// <summary>The mail from its header on, at most so many bytes.</summary>
    public MemoryStream Open(long most) => new(bytes, start, (int)Math.Min(bytes.Length - start, most), writable: false);

    int Start()
    {
        var at = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        while (at < bytes.Length && bytes[at] is (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        if (at > 0)
        {
            Problems.Add("leading-blank-line");
        }

        if (bytes.AsSpan(at).StartsWith("From "u8) || bytes.AsSpan(at).StartsWith(">From "u8))
        {
            var end = bytes.AsSpan(at).IndexOf((byte)'\n'); // the line that mbox files put before each mail
            at = end < 0 ? at : at + end + 1;
        }

        return at;
    }

    int HeaderEnd()
    {
        var rest = bytes.AsSpan(start);
        var (unix, dos) = (rest.IndexOf("\n\n"u8), rest.IndexOf("\n\r\n"u8));
        var end = unix < 0 ? dos : dos < 0 ? unix : Math.Min(unix, dos);
        return end < 0 ? bytes.Length : start + end;
    }
}
