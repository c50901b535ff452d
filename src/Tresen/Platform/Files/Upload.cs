using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Tresen.Platform.Files;

/// <summary>A file that came with a form. By the time an action sees it, its content is stored (and not yet held).</summary>
/// <param name="FileId">The <see cref="StoredFile"/>.</param>
/// <param name="Name">The name without folders and control characters.</param>
/// <param name="ContentType">As the browser said; never trusted when serving.</param>
/// <param name="Bytes">Length.</param>
public sealed record Upload(int FileId, string Name, string ContentType, long Bytes)
{
    /// <summary>The largest file that is taken, 50 MB.</summary>
    public const long MostBytes = 50L * 1024 * 1024;

    /// <summary>A file name made harmless: no folders, no control or direction characters, at most 150 characters.</summary>
    public static string Harmless(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('\u202A' or '\u202B' or '\u202C' or '\u202D' or '\u202E' or '\u2066' or '\u2067' or '\u2068' or '\u2069' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF'))])
            .Trim().TrimEnd('.');
        if (clean.Length > 150)
        {
            var ending = Path.GetExtension(clean);
            clean = clean[..(150 - Math.Min(ending.Length, 20))] + ending[..Math.Min(ending.Length, 20)];
        }

        return clean.Length == 0 ? "Datei" : clean;
    }
}

/// <summary>Binds <c>Upload[]</c>: spools and stores each file before the action (and its work on the database) begins.</summary>
public sealed class UploadBinder(FileCabinet cabinet) : IModelBinder
{
    /// <inheritdoc/>
    public async Task BindModelAsync(ModelBindingContext context)
    {
        var uploads = new List<Upload>();
        var request = context.HttpContext.Request;
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
            foreach (var file in form.Files.Where(f => string.Equals(f.Name, context.ModelName, StringComparison.OrdinalIgnoreCase) && f.Length > 0))
            {
                var name = Upload.Harmless(file.FileName);
                if (file.Length > Upload.MostBytes)
                {
                    context.ModelState.AddModelError(context.ModelName, Views.Words.Of("Die Datei „{0}“ ist größer als 50 MB. Bitte kleiner anhängen oder teilen.", name));
                    continue;
                }

                await using var content = file.OpenReadStream();
                uploads.Add(new Upload(await cabinet.StoreAsync(content, context.HttpContext.RequestAborted), name, file.ContentType is { Length: > 0 and <= 100 } type ? type : "application/octet-stream", file.Length));
            }
        }

        context.Result = ModelBindingResult.Success(uploads.ToArray());
    }

    /// <summary>Offers the binder for <c>Upload[]</c>.</summary>
    public sealed class Provider : IModelBinderProvider
    {
        /// <inheritdoc/>
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.ModelType == typeof(Upload[])
                ? new Microsoft.AspNetCore.Mvc.ModelBinding.Binders.BinderTypeModelBinder(typeof(UploadBinder))
                : null;
    }
}
