using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Packed;

/// <summary>
/// A bundle as few bytes, for paper. The bytes give the bundle back, character for character; reading them verifies nothing. Stateless.
/// </summary>
/// <remarks>
/// One byte for the version, one for the form, the lengths of the text and of its compressed form, the compressed text, and the bytes that do not
/// compress. Form 0 is any bundle as its file. Form 1 is a bundle as this system makes them (<see cref="CompactForm"/>); it is used whenever it gives
/// exactly the bundle back. So every bundle packs, in one way: only the compressed text can have several spellings.
/// </remarks>
public static class PackedBundle
{
    private const byte Version = 1;
    private const byte Whole = 0;
    private const byte Compact = 1;

    /// <summary>The longest accepted input, in bytes.</summary>
    public const int MaxLength = RecordBundle.MaxLength + 1024;

    /// <summary>Packs a bundle.</summary>
    /// <exception cref="ArgumentException">The bundle is longer than <see cref="RecordBundle.MaxLength"/>.</exception>
    public static byte[] Pack(RecordBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (bundle.ToUtf8().Length > RecordBundle.MaxLength)
        {
            throw new ArgumentException("The bundle is too long.", nameof(bundle));
        }

        var (form, text, rest) = TakeApart(bundle);
        return Join(form, text.Length, Deflated.Compress(text), rest);
    }

    /// <summary>Reads what <see cref="Pack"/> wrote. Another version, a form that the bundle does not need, and anything after the end are refused.</summary>
    public static bool TryUnpack(
        ReadOnlySpan<byte> packed, [NotNullWhen(true)] out RecordBundle? bundle, [NotNullWhen(false)] out Refusal? refusal)
    {
        bundle = null;
        if (packed is [not Version, ..])
        {
            refusal = Refusal.FromFault(PaperFaults.OtherVersion);
            return false;
        }

        bundle = packed.Length <= MaxLength ? Read(packed) : null;
        refusal = bundle is null ? Refusal.FromFault(PaperFaults.NotPacked) : null;
        return bundle is not null;
    }

    private static RecordBundle? Read(ReadOnlySpan<byte> packed)
    {
        var input = new PackedReader(packed);
        input.Byte(); // the version
        var (form, length, deflatedLength) = (input.Byte(), input.Number(), input.Number());
        if (length is <= 0 or > RecordBundle.MaxLength || deflatedLength > input.Rest.Length)
        {
            return null;
        }

        var deflated = input.Bytes((int)deflatedLength).ToArray();
        if (!Deflated.TryDecompress(deflated, (int)length, out var text))
        {
            return null;
        }

        // Taking the bundle apart again finds every other spelling of it.
        var bundle = form == Compact ? CompactForm.Give(text, input.Rest) : RecordBundle.TryRead(text, out var whole, out _) ? whole : null;
        if (bundle is null || !RecordBundle.TryRead(bundle.ToUtf8(), out _, out _))
        {
            return null;
        }

        var (usual, usualText, rest) = TakeApart(bundle);
        return text.AsSpan().SequenceEqual(usualText) && packed.SequenceEqual(Join(usual, usualText.Length, deflated, rest)) ? bundle : null;
    }

    private static (byte Form, byte[] Text, byte[] Binary) TakeApart(RecordBundle bundle)
    {
        var file = bundle.ToUtf8();
        return CompactForm.TryTake(bundle, out var text, out var rest) && CompactForm.Give(text, rest) is { } same && file.AsSpan().SequenceEqual(same.ToUtf8())
            ? (Compact, text, rest)
            : (Whole, file, []);
    }

    private static byte[] Join(byte form, int length, byte[] deflated, byte[] rest)
    {
        var output = new PackedWriter();
        output.Bytes([Version, form]);
        output.Number(length);
        output.Number(deflated.Length);
        output.Bytes(deflated);
        output.Bytes(rest);
        return output.ToArray();
    }
}
