using System.Text;
using System.Text.RegularExpressions;

namespace Tresen.Tests;

/// <summary>What attacks a service desk and what breaks under it, and the tests that try it. A test says by its name which row it
/// tries (<c>D07_Signing_in_leads_to_our_own_pages_only</c>); <c>docs/threats.md</c> is made from their names.</summary>
public sealed partial class ThreatsTests
{
    /// <summary>Rows that something which exists needs.</summary>
    static readonly string[] Needed =
    [
        "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12", "A13", "A14", "A15", "A16", "A17", "A18", "A19", "A20",
        "B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B09", "B10", "B11", "B12", "B13", "B14", "B15", "B16", "B17", "B18", "B19", "B20", "B21", "B22", "B23",
        "C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08",
        "D01", "D02", "D03", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D13", "D14", "D15", "D16", "D18", "D19", "D20", "D21", "D22",
        "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R17", "R21", "R24", "R25", "R27",
    ];

    [Fact]
    public void Each_row_that_something_needs_is_tried()
    {
        var tried = Tests().SelectMany(t => t.Rows).ToHashSet();
        var gaps = Needed.Where(n => !tried.Contains(n)).ToList();
        Assert.True(gaps.Count == 0, "Nothing tries " + string.Join(", ", gaps));
    }

    [Fact]
    public void Each_test_tries_a_row_that_there_is()
    {
        var known = AllRows().Select(r => r.Id).ToHashSet();
        Tests().Where(t => t.Rows.Any(r => !known.Contains(r))).Select(t => t.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_of_threats_in_docs_names_the_tests_that_there_are()
    {
        var doc = new StringBuilder("""
            # What attacks a service desk, and what breaks under it

            Made from the names of the tests by `ThreatsTests`; don't edit. A test says by its name which row it tries. Run
            `TRESEN_WRITE_DOCS=1 bin/test ThreatsTests` after adding one. A = mail and identity, B = mail and its contents, C = outgoing
            mail, D = web, session, rights, R = faults.

            | row | what is tried | tried by |
            |---|---|---|

            """);
        var tests = Tests().ToList();
        foreach (var (id, what, later) in AllRows())
        {
            var by = tests.Where(t => t.Rows.Contains(id)).Select(t => $"`{t.Class}.{t.Name}`").Distinct().Order(StringComparer.Ordinal).ToList();
            doc.Append($"| {id} | {what} | {(by.Count > 0 ? string.Join("<br>", by) : "later, with " + later)} |\n");
        }

        var path = Repository.Path("docs", "threats.md");
        if (Environment.GetEnvironmentVariable("TRESEN_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, doc.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path) && await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == doc.ToString(),
            "docs/threats.md doesn't name the tests that there are. Run once with TRESEN_WRITE_DOCS=1 and read the difference.");
    }

    static IEnumerable<(string Id, string What, string Later)> AllRows() =>
        Rows.Split('\n').Select(line => line.Split(" | ")).Select(cells => (cells[0].Trim(), cells[1].Trim(), cells[2].Trim()));

    /// <summary>The tests of all suites whose names begin with a row, found in their sources.</summary>
    static IEnumerable<(IReadOnlyList<string> Rows, string Class, string Name)> Tests() =>
        from file in Directory.EnumerateFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from Match test in Test().Matches(File.ReadAllText(file))
        let name = test.Groups[1].Value
        select ((IReadOnlyList<string>)[.. Row().Matches(Leading().Match(name).Value).Select(m => m.Value)], Path.GetFileNameWithoutExtension(file), name);

    [GeneratedRegex(@"public (?:async )?(?:Task|void) ((?:[A-DR]\d\d_)+\w+)\(")]
    private static partial Regex Test();

    [GeneratedRegex(@"^(?:[A-DR]\d\d_)+")]
    private static partial Regex Leading();

    [GeneratedRegex(@"[A-DR]\d\d")]
    private static partial Regex Row();

    const string Rows = """
        A01 | Thread hijack by guessed Message-ID | a rig that tries it
        A02 | Thread hijack with a *valid* reference by an unknown sender (forwarded mail) | a portal
        A03 | Ticket number in subject by stranger (`[#4711]`) | a rig that tries it
        A04 | Agent impersonation by From | answers by mail of staff
        A05 | Former agent / agent without queue access replies by mail | answers by mail of staff
        A06 | Reply-To as identity | a rig that tries it
        A07 | Two From mailboxes, `Sender`, group syntax, empty From, 998+ char address | a rig that tries it
        A08 | Display-name spoof, IDN homoglyph, bidi/zero-width in name and file name | the view of messages; names are cut to one line
        A09 | Forged `Authentication-Results` / ARC | reading of Authentication-Results
        A10 | Control headers `X-…-Ticket/Priority/Owner`, `RT-Send-Cc` style | a rig that tries it
        A11 | Message-ID suppression: attacker first sends mail with the Message-ID the victim will use; or same id, different body | a rig that tries it
        A12 | Missing / empty / 5 kB / folded Message-ID | a rig that tries it
        A13 | Auto-reply storm between two desks | a rig that tries it
        A14 | RFC 3834 headers: Auto-Submitted≠no, Precedence bulk/list/junk, List-Id, X-Auto-Response-Suppress, X-Loop, empty Return-Path, mailer-daemon | a rig that tries it
        A15 | Own outgoing mail comes back (alias, Bcc, forwarded mailbox, changed Message-ID) | a rig that tries it
        A16 | Bounce of our notification; bounce of a bounce; backscatter | marking of addresses after hard bounces
        A17 | Forged bounce mutes a customer | marking of addresses after hard bounces
        A18 | ‘Ticket Trick’: `support+4711@` or desk address used to register at Slack/GitHub; verification mail shown to the ticket creator | a portal
        A19 | Relay/e-mail bomb: anonymous form with a victim's address, text in auto-answer | a rig that tries it
        A20 | Cc expansion: 10,000 Cc/To, Cc our own mailboxes | a rig that tries it
        B01 | Script in body | a rig that tries it
        B02 | mXSS / parser differential | quoting in the rich text editor
        B03 | Nested/re-assembling tags `<scr<script>ipt>` | a rig that tries it
        B04 | Raw body reused in other outputs | a rig that tries it
        B05 | Calendar invite fields, vCard, DSN text, text/enriched, text/plain with markup | a preview of calendar files
        B06 | Remote content on open | a switch that loads pictures
        B07 | Style attacks: `position:fixed` overlay, 1e6 px, `display:none` text, fake UI button | a rig that tries it
        B08 | Links: `javascript:`, `data:`, `vbscript:`, entity/tab split, `//`, punycode | a rig that tries it
        B09 | Forms, meta refresh, base, iframe, object, embed, template, noscript, svg, math | a rig that tries it
        B10 | Active attachment served inline | a rig that tries it
        B11 | Uploaded JS as CSP bypass | a rig that tries it
        B12 | Dangerous names: `.htaccess`, `web.config`, ZWSP prefix, trailing dot/space, `..\..\`, NUL, 300 chars, `CON`, CR/LF, RFC 2231 pieces, `%2e%2e/` | a rig that tries it
        B13 | Attachment/inline id guessing | a rig that tries it
        B14 | cid: of another ticket / mail | a rig that tries it
        B15 | MIME bomb: depth 5,000, 50,000 parts, 1 GB header, 10⁶ Received | a rig that tries it
        B16 | Compression bombs: zip in preview/index, gz image, PNG 50k×50k, PDF, TNEF/compressed RTF loop | previews and thumbnails
        B17 | Charset attacks: UTF-7, utf-32 odd length, ISO-2022 escapes, unknown charset, `=?x-unknown?B?…?=`, overlong | a rig that tries it
        B18 | Quoted-printable/base64 oddities: soft breaks in tags, `=0D=0AInjected:`, garbage, missing padding | a rig that tries it
        B19 | Ambiguous MIME: duplicate Content-Type, boundary prefix, missing final boundary, alternative parts that differ, message/rfc822 nested, message/partial, external-body, uuencode/yEnc in text | a rig that tries it
        B20 | Unparsable mail | a rig that tries it
        B21 | 5,000+ links / 5 MB one-line HTML / regex catastrophe in quote stripping | a rig that tries it
        B22 | S/MIME / PGP: wrapped HTML (EFAIL), invalid signature displayed as valid, signer ≠ From | S/MIME and PGP
        B23 | XML/Office/ics external entities in previews/imports | previews and imports
        C01 | Header injection via subject, name, address, file name, custom field, organisation (CR, LF, bare CR, C-escape `\r`, U+2028) | a rig that tries it
        C02 | SMTP command injection by quoted local part `"a\r\nRCPT TO:<x>"@d` | a rig that tries it
        C03 | SMTP smuggling / dot-stuffing: body `\n.\r\n`, `\r.\r`, lone dots | a rig that tries it
        C04 | STARTTLS strip / injected response / wrong certificate | a rig that tries it
        C05 | Bcc / internal note leak | a rig that tries it
        C06 | Recipient substitution by stale edit | a rig that tries it
        C07 | Macro/template injection `{{7*7}}`, `#{…}`, `${}`, Razor/Liquid, in customer name/subject | a rig that tries it
        C08 | Tracking pixel / open link changes state, token in URL | links in mails that change something
        D01 | IDOR matrix (object-level rights) | a rig that tries it
        D02 | Search/count/autocomplete side channel | a rig that tries it
        D03 | Merge/link/split/forward across rights | merging and splitting
        D04 | Realtime channel subscribe to foreign id; malformed event unauthenticated | live updates
        D05 | Mass assignment (role, queue, rate, owner, customer, `auto_bcc`) | a rig that tries it
        D06 | CSRF incl. login, logout, OAuth callback, JSON with text/plain, method override | a rig that tries it
        D07 | Open redirect `returnUrl=//evil`, `/\evil`, `https:evil` | a rig that tries it
        D08 | Session fixation; old session after login, password change, disable, role change | a rig that tries it
        D09 | Brute force, credential stuffing, X-Forwarded-For rotation, account lock-out as DoS | a rig that tries it
        D10 | Enumeration by text/timing: login, reset, portal “check ticket” | a rig that tries it
        D11 | Reset/invite token: reuse, expiry, empty/null/array, two addresses, host-header poisoning | a rig that tries it
        D12 | Customer self-registration with someone's address shows their old tickets | a portal with registration
        D13 | SSO/proxy header forging (`Remote-User`, `X-Forwarded-*`, `CF-Connecting-IP`) | sign-in by a proxy
        D14 | Webhook/avatar/OIDC/mail-server SSRF: 30-host table, v4-mapped, decimal/octal, trailing dot, redirect to 127.0.0.1, **DNS rebinding**, 169.254.169.254, IPv6 ULA, `file:`/`gopher:` | webhooks and other requests that leave the house
        D15 | CSV/TSV/XLSX/ODS formula: `=+-@\t\r`, full-width, in any field incl. tags and lists | a rig that tries it
        D16 | SQL/LIKE/sort/json injection, `%`/`_` DoS, ReDoS in search | a rig that tries it
        D17 | PDF/print: `file://`, `http://`, `php://`-like, CSS url in ticket text | a rig that tries it
        D18 | Import/restore: zip slip, symlink, bomb, wrong MIME, JSON with `$type`, 10⁶ entries | import and restore
        D19 | Set-up, health, metrics, cron, log-viewer endpoints | a rig that tries it
        D20 | Log/notification injection, secrets in logs/bundles | a rig that tries it
        D21 | Clickjacking, missing headers, cached pages after logout, request smuggling, huge JSON/forms | a rig that tries it
        D22 | Time/booking abuse: negative, overlapping, huge, foreign customer, past closed period, double submit | a rig that tries it
        R01 | kill -9 during mail fetch | a test that kills the program while it fetches
        R02 | kill -9 between DB commit and IMAP flag | a rig that tries it
        R03 | kill -9 between outbox commit and SMTP | a rig that tries it
        R04 | kill -9 / cut **after DATA, before 250** | a rig that tries it
        R05 | 250 arrives after our time-out | a rig that tries it
        R06 | SMTP 4xx (421, 450, 451, 452) | a rig that tries it
        R07 | SMTP 5xx for one of 5 recipients | a rig that tries it
        R08 | SMTP auth failure / OAuth token expired | a rig that tries it
        R09 | IMAP cut mid-FETCH (each 1 kB) | a proxy that cuts lines
        R10 | UIDVALIDITY change | a rig that tries it
        R11 | Duplicate UID, non-monotonic UID, expunge during scan, 50 new mails during scan | a rig that tries it
        R12 | IMAP login throttled / server down 24 h | a rig that tries it
        R13 | Same mail to two mailboxes, and To+Cc+alias | a rig that tries it
        R14 | Poison mail at head of the mailbox | a rig that tries it
        R15 | 50,000-mail mailbox first connect | a rig that tries it
        R16 | 30 MB mail (and 100 MB) | a rig that tries it
        R17 | 10,000-recipient header / 10⁵ header lines | a rig that tries it
        R18 | PostgreSQL immediate restart under load | two nodes on one PostgreSQL
        R19 | PostgreSQL failover/IP change, network partition 60 s | two nodes on one PostgreSQL
        R20 | DB disk full | a rig with small disks
        R21 | Attachment store full / read-only / slow | a rig with small disks
        R22 | SQLite: kill -9 loop, `SQLITE_BUSY`, WAL growth, power cut (copy of file at random instant) | a rig that kills it a thousand times
        R23 | Clock jumps ±1 h, DST, NTP step, node skew 5 min, leap day | a rig with a clock of its own
        R24 | Two nodes/tabs edit the same ticket | a rig that tries it
        R25 | Double click / retry of reply, booking, close | a rig that tries it
        R26 | 200 parallel ticket creations (web + 2 fetchers) on 2 nodes | load tests
        R27 | Two nodes fetch the same mailbox / send the same outbox | two nodes on one PostgreSQL
        R28 | kill -9 during time booking / ticket close with booking | a rig that kills it at chosen points
        R29 | Backup while under load, restore on a clean host | backup and restore
        R30 | Migration interrupted (kill -9 at each step), run by two nodes at once, downgrade attempt | migrations
        R31 | Upgrade with queued outbox, open editors, drafts | migrations
        R32 | Job storm: rule/webhook/trigger loop | rules and webhooks
        R33 | Webhook/LDAP/search target hangs 5 min | webhooks
        R34 | Memory/CPU pressure: 24 h soak, 100 agents, 10 mails/s, OOM kill | load tests
        """;}
