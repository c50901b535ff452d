using System.Text.Json;

namespace Tresen.Tests.Rig;

/// <summary>HTML that tries to run something, to fetch something, or to look like what it isn't: a set of our own that is always
/// there, and the collection that TRESEN_MAIL_CORPORA leads to.</summary>
public static class HostileHtml
{
    /// <summary>Nobody is there; whatever asks for it would be seen.</summary>
    public const string Spy = "https://spion.example";

    /// <summary>One or more for each row of the list of threats that concerns HTML.</summary>
    public static IReadOnlyList<(string Id, string Html)> Own { get; } =
    [
        ("script", "Hallo<script>alert(1)</script>"),
        ("script-src", $"<script src=\"{Spy}/x.js\"></script>"),
        ("handler", "<img src=x onerror=alert(1)><body onload=alert(1)><details open ontoggle=alert(1)>"),
        ("nested", "<scr<script>ipt>alert(1)</scr</script>ipt>"),
        ("nested-twice", "<scr<scr<script>ipt>ipt>alert(1)</script></script></script>"),
        ("split-img", "<im<b></b>g src=x onerror=alert(1)><<img src=x onerror=alert(1)//>>"),
        ("comment", "<!--><img src=x onerror=alert(1)>--><!-- --!><script>alert(1)</script> -->"),
        ("title", "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>"),
        ("noscript", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>"),
        ("style-mxss", "<svg></p><style><a id=\"</style><img src=x onerror=alert(1)>\">"),
        ("math-mxss", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">"),
        ("form-mxss", "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">"),
        ("template", "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>"),
        ("svg", "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s><set attributeName=href to=javascript:alert(1)><use href=\"data:image/svg+xml,<svg onload=alert(1)>\"></svg>"),
        ("links", "<a href=\"javascript:alert(1)\">a</a><a href=\"java\tscript:alert(1)\">b</a><a href=\"&#106;avascript:alert(1)\">c</a><a href=\"data:text/html,<script>alert(1)</script>\">d</a><a href=\"vbscript:x\">e</a><a href=\"//spion.example\">f</a>"),
        ("frames", $"<iframe src=\"javascript:alert(1)\"></iframe><iframe srcdoc=\"<script>alert(1)</script>\"></iframe><object data=\"{Spy}/o\"></object><embed src=\"{Spy}/e\"><frameset><frame src=\"{Spy}/f\"></frameset><portal src=\"{Spy}/p\"></portal>"),
        ("forms", $"<form action=\"{Spy}/phish\"><input name=password autofocus onfocus=alert(1)><button>Anmelden</button></form><button formaction=\"javascript:alert(1)\">x</button><isindex action=\"{Spy}\">"),
        ("head", $"<meta http-equiv=refresh content=\"0;url={Spy}/weg\"><base href=\"{Spy}/\"><link rel=stylesheet href=\"{Spy}/s.css\"><link rel=dns-prefetch href=\"//spion.example\"><link rel=preload as=image href=\"{Spy}/l.png\">"),
        ("remote", $"<img src=\"{Spy}/1.png\"><img srcset=\"{Spy}/2.png 2x\"><picture><source srcset=\"{Spy}/3.png\"></picture><input type=image src=\"{Spy}/4.png\"><video poster=\"{Spy}/5.png\" src=\"{Spy}/6.mp4\" autoplay></video><audio src=\"{Spy}/7.mp3\" autoplay></audio><table background=\"{Spy}/8.png\"><tr><td background=\"{Spy}/9.png\">x"),
        ("remote-css", $"<style>@import url({Spy}/i.css); @font-face {{ font-family: x; src: url({Spy}/f.woff) }} p {{ background: url({Spy}/b.png); font-family: x }}</style><p style=\"background:url({Spy}/c.png); list-style: u\\72l({Spy}/d.png)\">Text</p>"),
        ("remote-svg", $"<svg><image href=\"{Spy}/i.png\"/><use xlink:href=\"{Spy}/u.svg#x\"/><feImage href=\"{Spy}/f.png\"/><animate attributeName=href values=\"{Spy}/a.png\"/></svg>"),
        ("inert", $"<img data-remote=\"{Spy}/1.png\" src=\"{Spy}/2.png\" alt=\"x\"><p data-remote=\"{Spy}/3.png\">Text</p><img data-remote=\"javascript:alert(1)\">"),
        ("overlay", "<div style=\"position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:99999;background:#fff\">Bitte neu anmelden</div>"),
        ("huge", "<div style=\"width:1000000px;height:1000000px;font-size:10000px\">X</div><table width=1000000 height=1000000><tr><td>X</table>"),
        ("hidden", "<span style=\"display:none\">heimlich</span><span hidden>heimlich</span><p style=\"font-size:0;color:#fff\">klein</p>"),
        ("fake", "<a class=\"btn btn-primary\" id=\"flash\" href=\"https://boese.example/sign-in\">Anmelden</a><div class=\"notice\" role=alert>Ihre Sitzung ist abgelaufen</div>"),
        ("clobber", "<a id=body></a><img name=cookie><form id=tresen name=tresen><input name=on></form><div id=\"content\" hx-get=\"/account\" hx-trigger=\"load\" data-hx-post=\"/sign-out\"></div>"),
    ];

    /// <summary>The collection. The test is skipped where nobody said where it is, and fails where it isn't there.</summary>
    public static IReadOnlyList<(string Id, string Html)> Collection()
    {
        var root = Environment.GetEnvironmentVariable("TRESEN_MAIL_CORPORA");
        Assert.SkipWhen(string.IsNullOrEmpty(root), "TRESEN_MAIL_CORPORA doesn't lead to a collection of mails.");
        return
        [
            .. from line in File.ReadLines(Path.Combine(root!, "html", "payloads.jsonl"))
               where line.Length > 0
               let one = JsonSerializer.Deserialize<JsonElement>(line)
               select (one.GetProperty("id").GetString()!, one.GetProperty("payload").GetString()!),
        ];
    }
}
