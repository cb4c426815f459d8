using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Faults;
using Ledger.Verify.Bundles;
using Ledger.Verify.Verdicts;

namespace Ledger.Files;

/// <summary>Opens bundles that people and other programs wrote. They are read before anything in them is judged. Stateless.</summary>
public static class WrittenBundle
{
    private static readonly LocalizedText TooLong = new(
        string.Create(CultureInfo.InvariantCulture, $"超过 {RecordBundle.MaxLength} 字节。"),
        string.Create(CultureInfo.InvariantCulture, $"It is longer than {RecordBundle.MaxLength} bytes."));

    /// <summary>Opens a bundle that can be read whole. What is wrong with its parts is for the verifier to say.</summary>
    /// <param name="file">The whole file: UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="why">Why there is none.</param>
    public static bool TryOpen(
        ReadOnlyMemory<byte> file, [NotNullWhen(true)] out OpenedBundle? bundle, [NotNullWhen(false)] out UnreadBundle? why)
    {
        bundle = null;
        if (!WrittenText.TryReadUtf8(file, out var utf8, out var reason))
        {
            why = new UnreadBundle(true, Sentence(reason));
            return false;
        }

        var opened = RecordVerifier.Open(utf8);
        why = opened.Unread is { } unread ? Explain(utf8, unread, opened.Place) : null;
        bundle = why is null ? opened : null;
        return bundle is not null;
    }

    private static UnreadBundle Explain(ReadOnlyMemory<byte> utf8, Finding unread, string place)
    {
        var isJson = utf8.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
        if (unread == Findings.BundleNotSupported && isJson)
        {
            return new UnreadBundle(false, utf8.Length > RecordBundle.MaxLength ? TooLong : WithCode(unread, place));
        }

        var coded = WithCode(Findings.NotABundle, place);
        return WrittenText.Describe(utf8) is { } other && Sentence(other) is var said
            ? new UnreadBundle(true, new LocalizedText(said.Zh + coded.Zh, $"{said.En} {coded.En}"))
            : new UnreadBundle(true, coded);
    }

    private static LocalizedText WithCode(Finding finding, string place) =>
        new($"{finding.Code}（{place}）：{finding.Zh}", $"{finding.Code} ({place}): {finding.En}");

    private static LocalizedText Sentence(LocalizedText part) => new($"{part.Zh}。", $"{char.ToUpperInvariant(part.En[0])}{part.En[1..]}.");
}
