namespace Tresen.Tests.Rig;

public sealed partial class ScriptedImap
{
    /// <summary>For <see cref="OnSignIn"/>: too many at once, try again later. The password is right.</summary>
    public const string Throttled = "NO [UNAVAILABLE] Too many simultaneous connections. Try again later.";

    /// <summary>For <see cref="OnSignIn"/>: as a wrong password is answered.</summary>
    public const string WrongPassword = "NO [AUTHENTICATIONFAILED] Invalid credentials";

    const int Always = int.MaxValue;

    readonly List<Fault> faults = [];
    readonly Dictionary<uint, long?> sizes = [];
    readonly HashSet<uint> twice = [];
    readonly List<CutAfter> cuts = [];

    enum Ill
    {
        Cut,
        Stall,
        Nonsense,
    }

    sealed class Fault(uint uid, Ill ill, int afterBytes, bool whenListed, string words, int times)
    {
        public uint Uid => uid;

        public Ill Ill => ill;

        public int AfterBytes => afterBytes;

        public bool WhenListed => whenListed;

        public string Words => words;

        public int Left { get; set; } = times;
    }

    sealed class CutAfter(string command, int times)
    {
        public string Command => command;

        public int Left { get; set; } = times;
    }

    /// <summary>How it speaks. Where it can be encrypted, nobody signs in before it is.</summary>
    public Tls Tls { get; init; }

    /// <summary>Which certificate it shows.</summary>
    public Certificate Certificate { get; init; }

    /// <summary>Said in one breath with the answer to STARTTLS, before anything is encrypted, as somebody on the line would (threat C04):
    /// <c>* CAPABILITY IMAP4rev1 AUTH=LOGIN</c>. Null: nothing.</summary>
    public string? InjectsBeforeTls { get; set; }

    /// <summary>What is answered to a sign-in; <c>null</c>: it is checked.</summary>
    public string? OnSignIn { get; set; }

    /// <summary>Asked before each command, outside of all locks, so that it may also lay in or take out mails: what is answered instead
    /// of doing it (<c>NO [SERVERBUG] …</c>, <c>BAD …</c>); <c>null</c>: it is done.</summary>
    public Func<string, string?> OnCommand { get; set; } = _ => null;

    /// <summary>Instead of saying it at once, so many bytes at a time with a pause after each; null: at once.</summary>
    public (int Bytes, TimeSpan Pause)? Drips { get; set; }

    /// <summary>Hangs up while it gives that mail.</summary>
    /// <param name="afterBytes">So many bytes of its content are given before.</param>
    /// <param name="whenListed">Already where its size and date are told (<paramref name="afterBytes"/> is then of that line).</param>
    public void CutAt(uint uid, int afterBytes = 0, int times = Always, bool whenListed = false) => Add(new Fault(uid, Ill.Cut, afterBytes, whenListed, "", times));

    /// <summary>Says nothing more while it gives that mail, and doesn't hang up.</summary>
    /// <inheritdoc cref="CutAt"/>
    public void StallAt(uint uid, int afterBytes = 0, int times = Always, bool whenListed = false) => Add(new Fault(uid, Ill.Stall, afterBytes, whenListed, "", times));

    /// <summary>Answers what is no IMAP instead of that mail.</summary>
    /// <inheritdoc cref="CutAt"/>
    public void BabbleAt(uint uid, int times = Always, bool whenListed = false, string words = "* 1 FETCH (UID ((( BODY[] }{\r\n* ?!\r\n") => Add(new Fault(uid, Ill.Nonsense, 0, whenListed, words, times));

    /// <summary>Tells another size of that mail than it has; null: none.</summary>
    public void SaySize(uint uid, long? bytes)
    {
        lock (gate)
        {
            sizes[uid] = bytes;
        }
    }

    /// <summary>Names that mail twice wherever it lists mails.</summary>
    public void SayTwice(uint uid)
    {
        lock (gate)
        {
            twice.Add(uid);
        }
    }

    /// <summary>Carries the command out (<c>UID MOVE</c>, <c>UID STORE</c>, <c>APPEND</c>) and hangs up instead of saying so.</summary>
    public void CutsAfter(string command, int times = Always)
    {
        lock (gate)
        {
            cuts.Add(new CutAfter(command, times));
        }
    }

    /// <summary>Another UIDVALIDITY; whoever is connected is hung up on.</summary>
    /// <param name="uids">The new UID of each mail by its old one; null: from 1 on, in order.</param>
    public void CountAnew(Func<uint, uint>? uids = null, string folder = Inbox)
    {
        lock (gate)
        {
            var there = FolderOf(folder)!;
            there.Validity += 1000;
            uint next = 1;
            foreach (var mail in there.Mails)
            {
                mail.Uid = uids?.Invoke(mail.Uid) ?? next;
                next = Math.Max(next, mail.Uid) + 1;
            }

            there.NextUid = next;
        }

        HangUp();
    }

    /// <summary>From now on it keeps all rules again.</summary>
    public void Recover()
    {
        lock (gate)
        {
            faults.Clear();
            sizes.Clear();
            twice.Clear();
            cuts.Clear();
        }

        (OnSignIn, OnCommand, Drips) = (null, _ => null, null);
    }

    void Add(Fault fault)
    {
        lock (gate)
        {
            faults.Add(fault);
        }
    }

    /// <summary>What goes wrong with that mail this time; counts as once.</summary>
    Fault? FaultAt(uint uid, bool whenListed)
    {
        lock (gate)
        {
            var fault = faults.Find(f => f.Uid == uid && f.WhenListed == whenListed && f.Left > 0);
            if (fault is { Left: < Always })
            {
                fault.Left--;
            }

            return fault;
        }
    }

    bool IsCutAfter(string command)
    {
        lock (gate)
        {
            var cut = cuts.Find(c => c.Left > 0 && command.StartsWith(c.Command, StringComparison.Ordinal));
            if (cut is { Left: < Always })
            {
                cut.Left--;
            }

            return cut is not null;
        }
    }
}
