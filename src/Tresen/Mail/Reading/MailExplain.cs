using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tresen.Mail.Reading;

/// <summary><c>tresen mail explain</c>: one JSON object a line for each raw mail, read as the intake reads it.</summary>
public static class MailExplain
{
    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for people to read; nothing puts it into a page
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads the files (<c>-</c>: standard input). 1 if one couldn't be opened; why stands in <paramref name="error"/>.</summary>
    public static int Run(IEnumerable<string> files, TextWriter output, TextWriter error)
    {
        var code = 0;
        foreach (var file in files)
        {
            ReadMail mail;
            try
            {
                using var content = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
                mail = MailReader.Read(content);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                mail = new ReadMail { Problems = ["no-file"] };
                error.WriteLine(e.Message);
                code = 1;
            }

            output.WriteLine(InWords(mail));
        }

        return code;
    }

    /// <summary>The mail as JSON in one line.</summary>
    public static string InWords(ReadMail mail) => JsonSerializer.Serialize(mail, Format);
}
