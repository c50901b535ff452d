using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Tresen.Platform.Web;

/// <summary>What somebody typed into a form that came too late, because their sign-in had ended. The page that asks them to
/// sign in carries it along, and afterwards offers to send it again. Neither files nor passwords are in it.</summary>
/// <param name="Path">Where the form was going.</param>
/// <param name="Fields">Names and values, in their order.</param>
/// <param name="HadFiles">Files were attached that must be attached anew.</param>
public sealed record HeldForm(string Path, IReadOnlyList<HeldForm.Field> Fields, bool HadFiles)
{
    const int MostCharacters = 1_000_000;
    const int MostFields = 1000;

    /// <summary>One value of a form.</summary>
    public sealed record Field(string Name, string Value);

    /// <summary>As text for a hidden field.</summary>
    public string Pack() => JsonSerializer.Serialize(this);

    /// <summary>The form from that text; null where it isn't one, or would lead out of the house.</summary>
    public static HeldForm? Unpack(string? packed, IUrlHelper url)
    {
        try
        {
            return string.IsNullOrEmpty(packed) || JsonSerializer.Deserialize<HeldForm>(packed) is not { Fields: not null } held || !url.IsLocalUrl(held.Path) ? null : held;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the request's form, letting files pass by unread; null where there is none or it is too large to be held.</summary>
    public static async Task<HeldForm?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        try
        {
            var (fields, hadFiles) = type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? await ReadPartsAsync(request, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), cancel)
                : (Known(await new FormPipeReader(request.BodyReader) { ValueCountLimit = MostFields, ValueLengthLimit = MostCharacters }.ReadFormAsync(cancel)), false);
            return fields.Sum(f => f.Value.Length) > MostCharacters ? null : new HeldForm(request.Path + request.QueryString, fields, hadFiles);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null; // cut off, or larger than any form of ours
        }
    }

    static List<Field> Known(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form) =>
        [.. form.SelectMany(f => f.Value.Select(v => new Field(f.Key, v ?? ""))).Where(f => MayBeHeld(f.Name))];

    static async Task<(List<Field> Fields, bool HadFiles)> ReadPartsAsync(HttpRequest request, string boundary, CancellationToken cancel)
    {
        var (fields, hadFiles) = (new List<Field>(), false);
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancel) is { } part && fields.Count < MostFields)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var told) || HeaderUtilities.RemoveQuotes(told.Name).ToString() is not { Length: > 0 } name)
            {
                continue;
            }

            if (told.FileName.HasValue || told.FileNameStar.HasValue)
            {
                hadFiles |= HeaderUtilities.RemoveQuotes(told.FileName).Length > 0; // an empty file field has an empty name
            }
            else if (MayBeHeld(name))
            {
                fields.Add(new Field(name, await TextAsync(part.Body, cancel)));
            }
        }

        return (fields, hadFiles);
    }

    static async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        using var text = new StreamReader(body, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[4096];
        var all = new StringBuilder();
        for (int read; (read = await text.ReadAsync(buffer, cancel)) > 0;)
        {
            all.Append(buffer, 0, read);
            if (all.Length > MostCharacters)
            {
                throw new InvalidDataException("Too long to be held.");
            }
        }

        return all.ToString();
    }

    static bool MayBeHeld(string name) => !name.Contains("password", StringComparison.OrdinalIgnoreCase);
}
