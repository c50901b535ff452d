using QRCoder;

namespace Tresen.Platform.Text;

/// <summary>QR codes.</summary>
public static class QrCode
{
    /// <summary>The text as a code that a telephone reads from a sticker: an SVG without a size of its own, black on white in dark mode too.</summary>
    public static string Svg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(1, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>The text as a square of modules, row by row, dark ones true, with the quiet zone around it that readers need.</summary>
    public static bool[][] Modules(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. data.ModuleMatrix.Select(row => row.Cast<bool>().ToArray())];
    }
}
