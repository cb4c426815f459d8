using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Files;

/// <summary>Opens bundles that people and other programs wrote. It checks that they are readable; it verifies nothing. Stateless.</summary>
public static class UntrustedBundle
{
    private static readonly LocalizedText TooLong = new(
        string.Create(CultureInfo.InvariantCulture, $"超过 {RecordBundle.MaxLength} 字节。"),
        string.Create(CultureInfo.InvariantCulture, $"It is longer than {RecordBundle.MaxLength} bytes."));

    /// <summary>Opens a bundle if the file is readable. The verifier later judges the parts of the bundle.</summary>
    /// <param name="file">The whole file: UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="bundle">The bundle, if the result is true.</param>
    /// <param name="why">Why the file is not readable, if the result is false.</param>
    public static bool TryOpen(
        ReadOnlyMemory<byte> file, [NotNullWhen(true)] out OpenedBundle? bundle, [NotNullWhen(false)] out UnreadableBundle? why)
    {
        bundle = null;
        if (!UntrustedText.TryReadUtf8(file, out var utf8, out var reason))
        {
            why = new UnreadableBundle(true, Sentence(reason));
            return false;
        }

        var opened = RecordVerifier.Open(utf8);
        why = opened.Unread is { } unread ? Explain(utf8, unread, opened.Place) : null;
        bundle = why is null ? opened : null;
        return bundle is not null;
    }

    private static UnreadableBundle Explain(ReadOnlyMemory<byte> utf8, Fault unread, string place)
    {
        var isJson = utf8.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
        if (unread == Findings.BundleNotSupported && isJson)
        {
            return new UnreadableBundle(false, utf8.Length > RecordBundle.MaxLength ? TooLong : WithCode(unread, place));
        }

        var coded = WithCode(Findings.NotABundle, place);
        return UntrustedText.Describe(utf8) is { } other && Sentence(other) is var said
            ? new UnreadableBundle(true, new LocalizedText(said.Zh + coded.Zh, $"{said.En} {coded.En}"))
            : new UnreadableBundle(true, coded);
    }

    private static LocalizedText WithCode(Fault finding, string place) =>
        new($"{finding.Code}（{place}）：{finding.Title.Zh}", $"{finding.Code} ({place}): {finding.Title.En}");

    private static LocalizedText Sentence(LocalizedText part) => new($"{part.Zh}。", $"{char.ToUpperInvariant(part.En[0])}{part.En[1..]}.");
}
