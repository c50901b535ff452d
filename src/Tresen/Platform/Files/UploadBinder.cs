using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Tresen.Platform.Forms;
using Tresen.Platform.Views;

namespace Tresen.Platform.Files;

/// <summary>Binds <c>Upload[]</c>: spools and stores each file before the action (and its work on the database) begins. What came
/// with an earlier sending of the same form, which was refused, is taken from its <see cref="HeldUpload"/>.</summary>
public sealed class UploadBinder(FileCabinet cabinet, HeldUpload held, FormState state) : IModelBinder
{
    /// <inheritdoc/>
    public async Task BindModelAsync(ModelBindingContext context)
    {
        var uploads = new List<Upload>();
        var request = context.HttpContext.Request;
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(context.HttpContext.RequestAborted);
            foreach (var token in form[HeldUpload.FieldOf(context.ModelName)].OfType<string>().Distinct())
            {
                if (held.Unpack(token) is { } upload && await cabinet.WantAgainAsync(upload.FileId, context.HttpContext.RequestAborted))
                {
                    uploads.Add(upload);
                }
                else
                {
                    context.ModelState.AddModelError(context.ModelName, Words.Of("Eine Datei, die schon hochgeladen war, ist nicht mehr da. Bitte noch einmal auswählen."));
                }
            }

            foreach (var file in form.Files.Where(f => string.Equals(f.Name, context.ModelName, StringComparison.OrdinalIgnoreCase) && f.Length > 0))
            {
                if (Upload.Refusal(file) is { } refusal)
                {
                    context.ModelState.AddModelError(context.ModelName, refusal);
                    continue;
                }

                uploads.Add(await Upload.StoreAsync(file, cabinet, context.HttpContext.RequestAborted));
            }
        }

        state.Take(context.ModelName, uploads);
        context.Result = ModelBindingResult.Success(uploads.ToArray());
    }

    /// <summary>Offers the binder for <c>Upload[]</c>.</summary>
    public sealed class Provider : IModelBinderProvider
    {
        /// <inheritdoc/>
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.ModelType == typeof(Upload[]) ? new BinderTypeModelBinder(typeof(UploadBinder)) : null;
    }
}
