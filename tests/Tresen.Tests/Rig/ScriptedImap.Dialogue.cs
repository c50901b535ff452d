using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Tresen.Tests.Rig;

public sealed partial class ScriptedImap
{
    /// <summary>With one of those who are connected.</summary>
    sealed class Dialogue(ScriptedImap server, TcpClient client, CancellationToken stop)
    {
        readonly byte[] buffer = new byte[16 * 1024];
        readonly MemoryStream answer = new();
        readonly SemaphoreSlim happened = new(0);
        Stream stream = client.GetStream();
        int begin, end, seen;
        bool isSignedIn, isOver;
        Folder? selected;
        List<Kept> view = []; // as the other side knows it: its places are the sequence numbers

        public void HangUp() => client.Close();

        public void SomethingHappened() => happened.Release();

        public async Task RunAsync()
        {
            if (server.Tls == Tls.Implicit)
            {
                await EncryptAsync();
            }

            Say($"* OK [CAPABILITY {Capabilities}] at your service");
            await FlushAsync();
            while (!isOver && await CommandAsync() is ([var tag, .. var words], var line))
            {
                var verb = words[0].Text.ToUpperInvariant();
                if (verb == "UID" && words.Count > 1)
                {
                    verb = $"UID {words[1].Text.ToUpperInvariant()}";
                }

                server.Note(line);
                if (verb == "STARTTLS" && MayEncrypt)
                {
                    Say($"{tag} OK go ahead" + (server.InjectsBeforeTls is { } more ? "\r\n" + more : ""));
                    await FlushAsync();
                    await EncryptAsync();
                    continue;
                }

                var told = server.OnCommand(line);
                try
                {
                    Say($"{tag} {told ?? await DoAsync(verb, verb.StartsWith("UID ", StringComparison.Ordinal) ? words[2..] : words[1..])}");
                }
                catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
                {
                    Say($"{tag} BAD {e.Message.ReplaceLineEndings(" ")}");
                }

                if (server.IsCutAfter(line))
                {
                    return;
                }

                await FlushAsync();
            }
        }

        bool MayEncrypt => server.Tls == Tls.StartTls && stream is not SslStream;

        string Capabilities => MayEncrypt ? "IMAP4rev1 STARTTLS LOGINDISABLED" : server.Capabilities;

        async Task EncryptAsync()
        {
            var encrypted = new SslStream(stream);
            stream = encrypted;
            (begin, end) = (0, 0); // what came before in the open isn't heard
            var certificate = LocalAuthority.For(server.Certificate);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        }

        /// <summary>The next command, in words and as it is noted.</summary>
        async Task<(List<Word> Words, string Line)?> CommandAsync()
        {
            var (line, shown) = (new StringBuilder(), new StringBuilder());
            var counted = new Queue<string>();
            while (await LineAsync() is { } part)
            {
                if (part.EndsWith('}') && part.LastIndexOf('{') is >= 0 and var open)
                {
                    var size = part[(open + 1)..^1];
                    if (!size.EndsWith('+'))
                    {
                        Say("+ go on");
                        await FlushAsync();
                    }

                    counted.Enqueue(await TextAsync(int.Parse(size.TrimEnd('+'), CultureInfo.InvariantCulture)));
                    line.Append(part[..open]).Append('\0');
                    shown.Append(part);
                    continue;
                }

                var words = WordsOf(line.Append(part).ToString(), counted);
                if (words.Count < 2)
                {
                    Say("* BAD what?");
                    await FlushAsync();
                    return await CommandAsync();
                }

                var without = words[1].Says("LOGIN") || words[1].Says("AUTHENTICATE")
                    ? $"{words[1]} {words.ElementAtOrDefault(2)}"
                    : shown.Append(part).ToString()[(words[0].Text.Length + 1)..];
                return (words, without);
            }

            return null;
        }

        async Task<string> DoAsync(string verb, List<Word> words)
        {
            if (!isSignedIn && verb is not ("CAPABILITY" or "LOGIN" or "AUTHENTICATE" or "LOGOUT" or "NOOP" or "ID"))
            {
                return "BAD sign in first";
            }

            if (MayEncrypt && verb is ("LOGIN" or "AUTHENTICATE"))
            {
                return "NO [PRIVACYREQUIRED] encrypt first";
            }

            switch (verb)
            {
                case "AUTHENTICATE": return await AuthenticateAsync(words);
                case "IDLE": return await IdleAsync();
                case "FETCH" or "UID FETCH": return await FetchAsync(words, verb.StartsWith('U'));
            }

            lock (server.gate)
            {
                var done = Do(verb, words);
                if (verb is not ("SEARCH" or "STORE" or "SELECT" or "EXAMINE"))
                {
                    Sync();
                }

                return done;
            }
        }

        string Do(string verb, List<Word> words)
        {
            switch (verb)
            {
                case "CAPABILITY":
                    Say($"* CAPABILITY {Capabilities}");
                    return "OK done";
                case "LOGIN":
                    return SignIn(words[0].Text, words[1].Text);
                case "LOGOUT":
                    Say("* BYE see you");
                    isOver = true;
                    return "OK done";
                case "NAMESPACE":
                    Say("* NAMESPACE ((\"\" \"/\")) NIL NIL");
                    return "OK done";
                case "LIST" or "LSUB":
                    return List(verb, words);
                case "STATUS":
                    return Status(words);
                case "SELECT" or "EXAMINE":
                    return Select(words[0].Text, isReadOnly: verb == "EXAMINE");
                case "CLOSE" or "UNSELECT":
                    (selected, view) = (null, []);
                    return "OK done";
                case "CREATE":
                    if (server.FolderOf(words[0].Text) is not null)
                    {
                        return "NO [ALREADYEXISTS] it is there";
                    }

                    server.Make(words[0].Text);
                    return "OK done";
                case "APPEND":
                    return Append(words);
                case "NOOP" or "CHECK" or "ID" or "ENABLE" or "SUBSCRIBE" or "UNSUBSCRIBE":
                    return "OK done";
            }

            if (selected is null)
            {
                return "BAD select a folder first";
            }

            switch (verb)
            {
                case "SEARCH" or "UID SEARCH":
                    return Search(words, verb.StartsWith('U'));
                case "STORE" or "UID STORE":
                    return Store(words, verb.StartsWith('U'));
                case "COPY" or "UID COPY" or "MOVE" or "UID MOVE":
                    return Copy(words, verb.StartsWith('U'), isMove: verb.EndsWith("MOVE", StringComparison.Ordinal));
                case "EXPUNGE" or "UID EXPUNGE":
                    var gone = (verb == "EXPUNGE" ? view : [.. Meant(words[0].Text, byUid: true).Select(m => m.Mail)]).Where(m => m.Flags.Contains("\\Deleted")).ToHashSet();
                    selected.Remove(gone.Contains);
                    return "OK done";
                default:
                    return "BAD that is unknown here";
            }
        }

        string SignIn(string user, string password)
        {
            if (server.OnSignIn is { } refusal)
            {
                return refusal;
            }

            isSignedIn = (user, password) == (User, Password);
            return isSignedIn ? $"OK [CAPABILITY {Capabilities}] welcome" : WrongPassword;
        }

        async Task<string> AuthenticateAsync(List<Word> words)
        {
            if (!words[0].Says("PLAIN"))
            {
                return "NO only PLAIN is known here";
            }

            if (words.Count == 1)
            {
                Say("+ ");
                await FlushAsync();
            }

            var given = words.Count > 1 ? words[1].Text : await LineAsync() ?? "";
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(given)).Split('\0');
            return SignIn(parts[^2], parts[^1]);
        }

        string List(string verb, List<Word> words)
        {
            var pattern = words[1].Text;
            if (pattern.Length == 0)
            {
                Say($"* {verb} (\\Noselect) \"/\" \"\"");
                return "OK done";
            }

            foreach (var folder in server.folders.Where(f => f.Name == pattern || (pattern.Length > 0 && pattern.Trim('*', '%').Length == 0) || (f.Name == Inbox && pattern.Equals(Inbox, StringComparison.OrdinalIgnoreCase))))
            {
                Say($"* {verb} (\\HasNoChildren) \"/\" {Quote(folder.Name)}");
            }

            return "OK done";
        }

        string Status(List<Word> words)
        {
            if (server.FolderOf(words[0].Text) is not { } folder)
            {
                return "NO [NONEXISTENT] no such folder";
            }

            var items = words[1].Words!.Select(w => w.Text.ToUpperInvariant()).Select(i => i + " " + i switch
            {
                "MESSAGES" => folder.Mails.Count,
                "UNSEEN" => folder.Mails.Count(m => !m.Flags.Contains("\\Seen")),
                "UIDNEXT" => folder.NextUid,
                "UIDVALIDITY" => folder.Validity,
                _ => 0,
            });
            Say($"* STATUS {Quote(folder.Name)} ({string.Join(' ', items)})");
            return "OK done";
        }

        string Select(string name, bool isReadOnly)
        {
            (selected, view) = (server.FolderOf(name), []);
            if (selected is null)
            {
                return "NO [NONEXISTENT] no such folder";
            }

            (view, seen) = ([.. selected.Mails], selected.Changes);
            Say($"* {view.Count} EXISTS");
            Say("* 0 RECENT");
            Say("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
            Say("* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] kept");
            Say($"* OK [UIDVALIDITY {selected.Validity}] count");
            Say($"* OK [UIDNEXT {selected.NextUid}] next");
            return isReadOnly ? "OK [READ-ONLY] done" : "OK [READ-WRITE] done";
        }

        string Append(List<Word> words)
        {
            if (server.FolderOf(words[0].Text) is not { } folder)
            {
                return "NO [TRYCREATE] no such folder";
            }

            var at = words.Count > 2 && words[^2].IsText ? DateTimeOffset.ParseExact(words[^2].Text.Trim(), "d-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture) : DateTimeOffset.UtcNow;
            var mail = new Kept(folder.NextUid++, Encoding.Latin1.GetBytes(words[^1].Text), at);
            mail.Flags.UnionWith(words.Find(w => w.Words is not null)?.Words!.Select(w => w.Text) ?? []);
            folder.Add(mail);
            server.TellIdle();
            return $"OK [APPENDUID {folder.Validity} {mail.Uid}] done";
        }

        string Search(List<Word> words, bool byUid)
        {
            words = words[0].Says("CHARSET") ? words[2..] : words;
            var lastUid = view.Select(m => m.Uid).DefaultIfEmpty().Max();
            var found = view.Select((mail, place) => (Mail: mail, Number: (uint)place + 1)).Where(m => Fits(m.Mail, m.Number, words, (uint)view.Count, lastUid)).ToList();
            Say(string.Join(' ', ["* SEARCH", .. found.SelectMany(m => server.twice.Contains(m.Mail.Uid) ? new[] { m, m } : [m]).Select(m => $"{(byUid ? m.Mail.Uid : m.Number)}")]));
            return "OK done";
        }

        string Store(List<Word> words, bool byUid)
        {
            var how = words[1].Text.ToUpperInvariant();
            var flags = words[2..].SelectMany(w => w.Words ?? [w]).Select(w => w.Text).ToList();
            foreach (var (number, mail) in Meant(words[0].Text, byUid))
            {
                if (how[0] is not ('+' or '-'))
                {
                    mail.Flags.Clear();
                }

                flags.ForEach(f => _ = how[0] == '-' ? mail.Flags.Remove(f) : mail.Flags.Add(f));
                if (!how.EndsWith(".SILENT", StringComparison.Ordinal))
                {
                    Say($"* {number} FETCH (UID {mail.Uid} FLAGS ({string.Join(' ', mail.Flags)}))");
                }
            }

            return "OK done";
        }

        string Copy(List<Word> words, bool byUid, bool isMove)
        {
            if (server.FolderOf(words[1].Text) is not { } folder)
            {
                return "NO [TRYCREATE] no such folder";
            }

            var meant = Meant(words[0].Text, byUid);
            var copies = new List<uint>();
            foreach (var (_, mail) in meant)
            {
                var copy = new Kept(folder.NextUid++, mail.Raw, mail.At);
                copy.Flags.UnionWith(mail.Flags);
                folder.Add(copy);
                copies.Add(copy.Uid);
            }

            if (isMove)
            {
                selected!.Remove(meant.Select(m => m.Mail).ToHashSet().Contains);
            }

            server.TellIdle();
            var code = meant.Count == 0 ? "" : $" [COPYUID {folder.Validity} {string.Join(',', meant.Select(m => m.Mail.Uid))} {string.Join(',', copies)}]";
            if (isMove && code.Length > 0)
            {
                Say($"* OK{code} moved");
                return "OK done";
            }

            return $"OK{code} done";
        }

        async Task<string> FetchAsync(List<Word> words, bool byUid)
        {
            List<(uint Number, Kept Mail)> meant;
            lock (server.gate)
            {
                if (selected is null)
                {
                    return "BAD select a folder first";
                }

                meant = [.. Meant(words[0].Text, byUid).SelectMany(m => server.twice.Contains(m.Mail.Uid) ? new[] { m, m } : [m])];
            }

            var items = words[1..].SelectMany(w => w.Words ?? [w]).Select(w => w.Text.ToUpperInvariant()).Where(i => i != "UID").ToList();
            if (byUid || words[1].Words?.Any(w => w.Says("UID")) == true)
            {
                items.Insert(0, "UID");
            }

            foreach (var (number, mail) in meant)
            {
                await GiveAsync(number, mail, items);
                if (answer.Length > 60_000)
                {
                    await FlushAsync();
                }
            }

            lock (server.gate)
            {
                if (byUid)
                {
                    Sync();
                }
            }

            return "OK done";
        }

        async Task GiveAsync(uint number, Kept mail, List<string> items)
        {
            var givesContent = items.Exists(i => i.StartsWith("BODY", StringComparison.Ordinal) && i.Contains('['));
            var fault = server.FaultAt(mail.Uid, whenListed: !givesContent);
            if (fault is { Ill: Ill.Nonsense })
            {
                answer.Write(Encoding.Latin1.GetBytes(fault.Words));
                return;
            }

            var line = answer.Length;
            answer.Write(Encoding.Latin1.GetBytes($"* {number} FETCH ("));
            var content = -1L;
            var space = "";
            foreach (var item in items)
            {
                if (item == "RFC822.SIZE" && server.sizes.TryGetValue(mail.Uid, out var told) && told is null)
                {
                    continue;
                }

                answer.Write(Encoding.Latin1.GetBytes(space));
                space = " ";
                if (item.Contains('['))
                {
                    content = WriteContent(mail, item);
                    continue;
                }

                answer.Write(Encoding.Latin1.GetBytes(item switch
                {
                    "UID" => $"UID {mail.Uid}",
                    "FLAGS" => $"FLAGS ({string.Join(' ', mail.Flags)})",
                    "INTERNALDATE" => $"INTERNALDATE \"{DateOf(mail.At)}\"",
                    "RFC822.SIZE" => $"RFC822.SIZE {(server.sizes.TryGetValue(mail.Uid, out var other) ? other!.Value : mail.Raw.Length)}",
                    _ => throw new FormatException($"FETCH {item} is unknown here"),
                }));
            }

            Say(")");
            if (fault is null)
            {
                return;
            }

            answer.SetLength(Math.Min(answer.Length, (content >= 0 ? content : line) + fault.AfterBytes));
            await FlushAsync();
            if (fault.Ill == Ill.Stall)
            {
                // Until the other side loses patience: what it says meanwhile is not heard.
                while (await stream.ReadAsync(buffer, stop) > 0)
                {
                }
            }

            throw new IOException("as told");
        }

        /// <summary>Gives the place where the content begins.</summary>
        long WriteContent(Kept mail, string item)
        {
            var (open, close) = (item.IndexOf('[', StringComparison.Ordinal), item.LastIndexOf(']'));
            var section = item[(open + 1)..close];
            var bytes = SectionOf(mail.Raw, section);
            var origin = "";
            if (item.Length > close + 1)
            {
                var range = item[(close + 1)..].Trim('<', '>').Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
                bytes = bytes[Math.Min(range[0], bytes.Length)..Math.Min(range[0] + range[1], bytes.Length)];
                origin = $"<{range[0]}>";
            }

            if (!item.StartsWith("BODY.PEEK", StringComparison.Ordinal))
            {
                mail.Flags.Add("\\Seen");
            }

            answer.Write(Encoding.Latin1.GetBytes($"BODY[{section}]{origin} {{{bytes.Length}}}\r\n"));
            var place = answer.Length;
            answer.Write(bytes);
            return place;
        }

        async Task<string> IdleAsync()
        {
            Say("+ waiting");
            await FlushAsync();
            var heard = LineAsync();
            while (!heard.IsCompleted)
            {
                lock (server.gate)
                {
                    Sync();
                }

                await FlushAsync();
                await Task.WhenAny(heard, happened.WaitAsync(stop));
            }

            return await heard is null ? throw new IOException("gone") : "OK done";
        }

        List<(uint Number, Kept Mail)> Meant(string set, bool byUid)
        {
            var last = byUid ? view.Select(m => m.Uid).DefaultIfEmpty().Max() : (uint)view.Count;
            return [.. view.Select((mail, place) => (Number: (uint)place + 1, Mail: mail)).Where(m => IsIn(set, byUid ? m.Mail.Uid : m.Number, last) && !m.Mail.IsGone)];
        }

        /// <summary>Tells what is gone and what is new since the other side was last told.</summary>
        void Sync()
        {
            if (selected is null || seen == selected.Changes)
            {
                return;
            }

            seen = selected.Changes;
            for (var place = view.Count - 1; place >= 0; place--)
            {
                if (view[place].IsGone)
                {
                    Say($"* {place + 1} EXPUNGE");
                }
            }

            view.RemoveAll(m => m.IsGone);
            if (selected.Mails.Count > view.Count)
            {
                var known = view.ToHashSet();
                view.AddRange(selected.Mails.Where(m => !known.Contains(m)));
                Say($"* {view.Count} EXISTS");
            }
        }

        void Say(string line) => answer.Write(Encoding.Latin1.GetBytes(line + "\r\n"));

        async Task FlushAsync()
        {
            var bytes = answer.ToArray();
            answer.SetLength(0);
            var done = 0;
            while (done < bytes.Length)
            {
                var drips = server.Drips;
                var part = Math.Min(bytes.Length - done, drips?.Bytes ?? bytes.Length);
                await stream.WriteAsync(bytes.AsMemory(done, part), stop);
                done += part;
                await Task.Delay(drips?.Pause ?? TimeSpan.Zero, stop);
            }
        }

        async Task<bool> FillAsync()
        {
            (begin, end) = (0, await stream.ReadAsync(buffer, stop));
            return end > 0;
        }

        async Task<string?> LineAsync()
        {
            var line = new StringBuilder();
            while (begin < end || await FillAsync())
            {
                var c = (char)buffer[begin++];
                if (c == '\n')
                {
                    return line.ToString().TrimEnd('\r');
                }

                line.Append(c);
            }

            return null;
        }

        async Task<string> TextAsync(int size)
        {
            var text = new StringBuilder(size);
            while (text.Length < size && (begin < end || await FillAsync()))
            {
                var part = Math.Min(size - text.Length, end - begin);
                text.Append(Encoding.Latin1.GetString(buffer, begin, part));
                begin += part;
            }

            return text.ToString();
        }
    }
}
