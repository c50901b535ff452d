using System.Formats.Asn1;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tresen.Platform.Web;

namespace Tresen.Staff.Ldap;

/// <summary>A line to a directory, encrypted from its first byte (LDAPS): signing in and searching, as RFC 4511 says. Nothing is sent to a
/// server whose certificate isn't vouched for.</summary>
sealed class LdapLine : IAsyncDisposable
{
    /// <summary>The server knows the account and refuses the password, or doesn't know it; which of both it doesn't say.</summary>
    public const int InvalidCredentials = 49;

    /// <summary>No entry of that name.</summary>
    public const int NoSuchObject = 32;

    const int MostBytes = 4 * 1024 * 1024;
    const int MostEntries = 1000;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly TcpClient socket = new() { NoDelay = true };
    SslStream stream = null!;
    int lastId;

    LdapLine()
    {
    }

    /// <summary>An entry that was found.</summary>
    /// <param name="Attributes">By their names, whatever their case.</param>
    public sealed record Entry(string Name, IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Attributes)
    {
        /// <summary>The values of an attribute as text.</summary>
        public IEnumerable<string> All(string attribute) => Attributes.TryGetValue(attribute, out var values) ? values.Select(Encoding.UTF8.GetString) : [];

        /// <summary>The first of them; empty: none.</summary>
        public string One(string attribute) => All(attribute).FirstOrDefault() ?? "";
    }

    /// <summary>Calls the server.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Nobody vouches for its certificate, or it belongs to another name.</exception>
    public static async Task<LdapLine> OpenAsync(LdapDirectory directory, CancellationToken cancel)
    {
        var line = new LdapLine();
        try
        {
            using var patience = Patient(cancel);
            await line.socket.Client.ConnectToAsync(directory.Host, directory.Port, patience.Token);
            line.stream = new SslStream(line.socket.GetStream());
            await line.stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = directory.Host, CertificateChainPolicy = PolicyOf(directory) }, patience.Token);
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs in by name and password; 0: it worked.</summary>
    public async Task<int> BindAsync(string name, string password, CancellationToken cancel)
    {
        if (name.Length > 0 && password.Length == 0)
        {
            return InvalidCredentials; // else it would count as nobody's, which succeeds (RFC 4513, section 5.1.2)
        }

        await SendAsync(
            writer =>
            {
                using var bind = writer.PushSequence(new Asn1Tag(TagClass.Application, 0));
                writer.WriteInteger(3);
                writer.WriteOctetString(Encoding.UTF8.GetBytes(name));
                writer.WriteOctetString(Encoding.UTF8.GetBytes(password), new Asn1Tag(TagClass.ContextSpecific, 0));
            },
            cancel);
        var (tag, answer) = await ReceiveAsync(cancel);
        return tag == 1 ? (int)ReadCode(answer) : throw new LdapException("The server answered something else than was asked.");
    }

    /// <summary>What lies below and fits the filter.</summary>
    /// <exception cref="LdapException">The server refuses.</exception>
    public async Task<IReadOnlyList<Entry>> SearchAsync(string below, string filter, IReadOnlyCollection<string> attributes, CancellationToken cancel)
    {
        await SendAsync(
            writer =>
            {
                using var search = writer.PushSequence(new Asn1Tag(TagClass.Application, 3));
                writer.WriteOctetString(Encoding.UTF8.GetBytes(below));
                writer.WriteEncodedValue([0x0a, 1, 2]); // the whole subtree
                writer.WriteEncodedValue([0x0a, 1, 0]); // aliases are not followed
                writer.WriteInteger(MostEntries);
                writer.WriteInteger((int)Patience.TotalSeconds);
                writer.WriteBoolean(false);
                LdapFilter.Write(writer, filter);
                using var wanted = writer.PushSequence();
                foreach (var attribute in attributes)
                {
                    writer.WriteOctetString(Encoding.UTF8.GetBytes(attribute));
                }
            },
            cancel);
        var found = new List<Entry>();
        while (true)
        {
            var (tag, answer) = await ReceiveAsync(cancel);
            switch (tag)
            {
                case 4 when found.Count < MostEntries:
                    found.Add(ReadEntry(answer));
                    break;
                case 5:
                    var code = (int)ReadCode(answer);
                    return code == 0 ? found : throw new LdapException($"The search was refused ({code}).") { Code = code };
                case 19:
                    break; // where else one might look
                default:
                    throw new LdapException("The server answered something else than was asked.");
            }
        }
    }

    static X509ChainPolicy PolicyOf(LdapDirectory directory)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (directory.Authority.Length > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(LdapDirectory.AuthoritiesIn(directory.Authority) ?? []);
        }

        return policy;
    }

    static CancellationTokenSource Patient(CancellationToken cancel)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        source.CancelAfter(Patience);
        return source;
    }

    async Task SendAsync(Action<AsnWriter> write, CancellationToken cancel)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(++lastId);
            write(writer);
        }

        using var patience = Patient(cancel);
        await stream.WriteAsync(writer.Encode(), patience.Token);
    }

    /// <summary>The next answer to what was asked last: its kind, and what stands in it.</summary>
    async Task<(int Tag, AsnReader Answer)> ReceiveAsync(CancellationToken cancel)
    {
        using var patience = Patient(cancel);
        var head = new byte[6];
        await stream.ReadExactlyAsync(head.AsMemory(0, 2), patience.Token);
        var more = head[1] < 0x80 ? 0 : head[1] & 0x7f;
        if (head[0] != 0x30 || more > 4 || head[1] == 0x80)
        {
            throw new LdapException("The server doesn't speak LDAP.");
        }

        await stream.ReadExactlyAsync(head.AsMemory(2, more), patience.Token);
        var length = more == 0 ? head[1] : head.AsSpan(2, more).ToArray().Aggregate(0L, (sum, b) => (sum << 8) | b);
        if (length > MostBytes)
        {
            throw new LdapException("The server says more than can be true.");
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, patience.Token);
        try
        {
            var reader = new AsnReader(body, AsnEncodingRules.BER);
            if (!reader.TryReadInt32(out var id) || id != lastId)
            {
                throw new LdapException("The server ended the talk.");
            }

            var tag = reader.PeekTag();
            return (tag.TagValue, reader.ReadSequence(tag));
        }
        catch (AsnContentException e)
        {
            throw new LdapException(e.Message);
        }
    }

    static long ReadCode(AsnReader answer) => answer.ReadEnumeratedBytes().Span is [var code] ? code : throw new LdapException("The server's answer can't be read.");

    static Entry ReadEntry(AsnReader answer)
    {
        var name = Encoding.UTF8.GetString(answer.ReadOctetString());
        var attributes = new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.OrdinalIgnoreCase);
        for (var list = answer.ReadSequence(); list.HasData;)
        {
            var pair = list.ReadSequence();
            var attribute = Encoding.UTF8.GetString(pair.ReadOctetString());
            var values = new List<byte[]>();
            for (var set = pair.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
            {
                values.Add(set.ReadOctetString());
            }

            attributes[attribute] = values;
        }

        return new Entry(name, attributes);
    }

    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
        {
            await stream.DisposeAsync();
        }

        socket.Dispose();
    }
}

/// <summary>A directory answers what it shouldn't.</summary>
sealed class LdapException(string message) : IOException(message)
{
    /// <summary>The code of its refusal (RFC 4511, appendix A).</summary>
    public int Code { get; init; }
}
