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
}
