using System.Globalization;
using System.Text;
using ZXing;
using ZXing.QrCode.Internal;
using Encoder = ZXing.QrCode.Internal.Encoder;

namespace Ledger.Portal.Paper;

/// <summary>
/// A QR code as one path of a square drawing, with its quiet zone. Error correction M. The text is written in as few bits as possible, in segments of
/// different modes, because an address in capitals before a <c>#</c> would otherwise make the whole code larger. Immutable.
/// </summary>
/// <param name="Path">The dark modules, as the <c>d</c> of an SVG path; one unit is one module.</param>
/// <param name="Size">The width of the drawing in modules, with the quiet zone.</param>
/// <param name="Version">The version of the code, 1 to 40.</param>
public sealed record QrDrawing(string Path, int Size, int Version)
{
    private const int QuietZone = 4; // ISO/IEC 18004 section 6.3.8

    private static readonly Dictionary<EncodeHintType, object> Hints = new() { [EncodeHintType.QR_COMPACT] = true };

    /// <summary>Draws a text of ASCII characters.</summary>
    /// <exception cref="WriterException">The text is longer than a code holds, about 2,000 characters.</exception>
    public static QrDrawing Draw(string text)
    {
        var code = Encoder.encode(text, ErrorCorrectionLevel.M, Hints);
        var path = new StringBuilder();
        for (var y = 0; y < code.Matrix.Height; y++)
        {
            for (var x = 0; x < code.Matrix.Width; x++)
            {
                var length = 0;
                while (x + length < code.Matrix.Width && code.Matrix[x + length, y] == 1)
                {
                    length++;
                }

                if (length > 0)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x + QuietZone} {y + QuietZone}h{length}v1h-{length}z");
                    x += length;
                }
            }
        }

        return new QrDrawing(path.ToString(), code.Matrix.Width + (2 * QuietZone), code.Version.VersionNumber);
    }
}
