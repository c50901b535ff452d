using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Tresen.Platform.Api;

/// <summary>Reads JSON as the form that it stands for, so that programs meet the same fields, the same reading and the same
/// sentences as people: <c>{"lines":[{"duration":"1:30"}]}</c> is <c>lines[0].duration</c>.</summary>
public static class JsonForm
{
    const int MostBytes = 2 * 1024 * 1024;

    const int MostFields = 4000;

    /// <summary>Puts the fields into the request. A form stays as it came; whoever sends neither sends nothing.</summary>
    /// <exception cref="BrokenRuleException">It isn't JSON, or more than a form may hold.</exception>
    public static async Task ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.HasFormContentType)
        {
            return;
        }

        var fields = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        if (request.ContentLength is not 0 && request.HasJsonContentType())
        {
            if (request.ContentLength > MostBytes)
            {
                throw new BrokenRuleException("Das ist zu viel auf einmal: höchstens 2 MB JSON. Dateien gehen als multipart/form-data.");
            }

            await using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancel);
            Read(body.ToArray(), fields);
        }
        else if (request.ContentLength > 0)
        {
            throw new BrokenRuleException("Bitte als application/json oder als Formular senden.");
        }

        request.Form = new FormCollection(fields);
    }

    static void Read(byte[] body, Dictionary<string, StringValues> fields)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 6 });
            if (body.Length > MostBytes || json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new BrokenRuleException("Bitte ein JSON-Objekt mit den Feldern senden, höchstens 2 MB.");
            }

            Add("", json.RootElement, fields);
        }
        catch (JsonException)
        {
            throw new BrokenRuleException("Das ist kein lesbares JSON.");
        }
    }

    static void Add(string name, JsonElement value, Dictionary<string, StringValues> fields)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var part in value.EnumerateObject())
                {
                    Add(name.Length == 0 ? part.Name : $"{name}.{part.Name}", part.Value, fields);
                }

                break;
            case JsonValueKind.Array when value.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.Object):
                foreach (var (index, part) in value.EnumerateArray().Index())
                {
                    Add($"{name}[{index}]", part, fields);
                }

                break;
            case JsonValueKind.Array:
                foreach (var part in value.EnumerateArray())
                {
                    Add(name, part, fields);
                }

                break;
            default:
                fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), Written(value));
                break;
        }

        if (fields.Count > MostFields)
        {
            throw new BrokenRuleException("Das sind zu viele Felder auf einmal.");
        }
    }

    static string Written(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(), // true, 12.5: read as they are typed into fields
    };
}
