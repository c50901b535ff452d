using SkiaSharp;

namespace Tresen.Platform.Files;

/// <summary>Pictures of others: their size in pixels is read before anything is unpacked, by us or by a browser (threat B16), and
/// what is shown small or fetched from elsewhere is drawn anew, so that nothing of the original's bytes is handed on.</summary>
public static class Picture
{
    /// <summary>Wider or higher is no photo.</summary>
    const int MostEdge = 20_000;

    /// <summary>What a browser is given to unpack.</summary>
    const long MostPixels = 50_000_000;

    /// <summary>What we unpack ourselves; large photos are unpacked smaller.</summary>
    const long MostUnpacked = 25_000_000;

    static readonly SemaphoreSlim Desks = new(2);

    /// <summary>The type of a picture that browsers can be given, by its content and not by what is said of it; null: it is none, or too large.</summary>
    public static string? TypeOf(byte[] content)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        return codec is not null && Fits(codec) ? Type(codec.EncodedFormat) : null;
    }

    /// <summary>The picture drawn anew, its longer edge at most so many pixels; null where it is none, or too large.</summary>
    public static async Task<(byte[] Content, string Type)?> RedrawnAsync(byte[] content, int edge, CancellationToken cancel)
    {
        await Desks.WaitAsync(cancel); // each holds up to 100 MB
        try
        {
            return await Task.Run(() => Redrawn(content, edge), cancel);
        }
        finally
        {
            Desks.Release();
        }
    }

    static (byte[] Content, string Type)? Redrawn(byte[] content, int edge)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || !Fits(codec) || Type(codec.EncodedFormat) is null)
        {
            return null;
        }

        var scale = Math.Min(1f, edge / (float)Math.Max(codec.Info.Width, codec.Info.Height));
        var size = codec.GetScaledDimensions(scale);
        if (size.Width <= 0 || size.Height <= 0 || (long)size.Width * size.Height > MostUnpacked)
        {
            return null;
        }

        using var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
        {
            return null;
        }

        var rest = Math.Min(1f, edge / (float)Math.Max(size.Width, size.Height));
        using var small = rest < 1 ? bitmap.Resize(new SKImageInfo(Math.Max(1, (int)(size.Width * rest)), Math.Max(1, (int)(size.Height * rest)), SKColorType.Rgba8888, SKAlphaType.Premul), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)) : null;
        using var image = SKImage.FromBitmap(small ?? bitmap);
        var isPhoto = codec.EncodedFormat == SKEncodedImageFormat.Jpeg;
        using var encoded = image.Encode(isPhoto ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, 85);
        return encoded is null ? null : (encoded.ToArray(), isPhoto ? "image/jpeg" : "image/png");
    }

    static bool Fits(SKCodec codec) => codec.Info is { Width: > 0 and <= MostEdge, Height: > 0 and <= MostEdge } info && (long)info.Width * info.Height <= MostPixels;

    static string? Type(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => "image/png",
        SKEncodedImageFormat.Jpeg => "image/jpeg",
        SKEncodedImageFormat.Gif => "image/gif",
        SKEncodedImageFormat.Webp => "image/webp",
        _ => null,
    };
}
