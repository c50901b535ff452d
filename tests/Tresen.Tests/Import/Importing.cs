using System.IO.Compression;
using System.Text;

namespace Tresen.Tests.Import;

/// <summary>Bringing files, as a person does page by page.</summary>
static class Importing
{
    static Importing() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What programs on German offices' machines write.</summary>
    public static readonly Encoding Windows1252 = Encoding.GetEncoding(1252);

    /// <summary>Uploads a file and gives its address.</summary>
    public static async Task<string> Brings(this Browser person, string what, byte[] content, string name = "daten.csv")
    {
        var answer = await person.SendFiles("/imports", [("What", what)], ("File", name, content));
        answer.Status.ShouldBe(302, answer.Text);
        return answer.LedTo!;
    }

    public static Task<string> Brings(this Browser person, string what, string csv) => person.Brings(what, Encoding.UTF8.GetBytes(csv));

    /// <summary>Sends the assignment as it was guessed, with changes, and looks at the trial.</summary>
    public static async Task<Answer> Tries(this Browser person, string import, params (string Name, string? Value)[] changes)
    {
        var sent = await person.Submit(await person.Open(import), import, changes);
        sent.Status.ShouldBe(302, sent.Text);
        return await person.Open(sent.LedTo!);
    }

    /// <summary>Takes over what the trial says.</summary>
    public static Task<Answer> TakesOver(this Browser person, Answer trial, params (string Name, string? Value)[] changes) =>
        person.Submit(trial, new Uri(new Uri("http://localhost"), trial.Path).AbsolutePath.Replace("/rows", "/completion", StringComparison.Ordinal), changes);

    /// <summary>Everything in one go, as the pages propose it; the report.</summary>
    public static async Task<Answer> Imports(this Browser person, string what, string csv, params (string Name, string? Value)[] changes)
    {
        var done = await person.TakesOver(await person.Tries(await person.Brings(what, csv), changes));
        done.Status.ShouldBe(302, done.Text);
        return await person.Open(done.LedTo!);
    }

    /// <summary>New, changed, unchanged, wrong.</summary>
    public static string Counts(this Answer page) => string.Join(' ', page.All(".tile-number"));

    /// <summary>A workbook whose first sheet holds that XML.</summary>
    public static byte[] Workbook(string sheet, string? doctype = null, Action<ZipArchive>? add = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>");
            Write("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            Write("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Write("xl/worksheets/sheet1.xml", $"<?xml version=\"1.0\"?>{doctype}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>");
            add?.Invoke(zip);

            void Write(string name, string content)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
