using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Json;
using Ledger.Verify.Text;

namespace Ledger.Verify.Bundles;

/// <summary>
/// All that is needed to verify one record (<c>.ledger.json</c>): one JSON object, written as RFC 8785 canonical JSON. It is well-formed and not
/// verified yet. Immutable.
/// </summary>
/// <param name="Record">The SD-JWT with the disclosures that the holder chose.</param>
/// <param name="Entry">The entry as it is logged.</param>
/// <param name="Salt">The 32-byte salt of the entry's commitment.</param>
/// <param name="Proof">The tlog-proof as text.</param>
/// <param name="Anchor">The first anchored head that covers the entry. Null until that anchor is final.</param>
public sealed record RecordBundle(string Record, string Entry, ImmutableArray<byte> Salt, string Proof, BundleAnchor? Anchor)
{
    /// <summary>The longest accepted bundle, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 3 };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Reads a bundle. White space between tokens, the order of members, escapes in strings and a byte order mark (RFC 8259 section 8.1) may differ
    /// from what <see cref="ToUtf8"/> writes, because the signed text is inside the strings. Repeated members, unknown members and anything after
    /// the object are refused.
    /// </summary>
    /// <param name="utf8">The file, in UTF-8.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="place">Where the file is wrong: the name of a member, <c>size</c>, <c>json</c>, or <c>form</c> for an unknown member.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out RecordBundle? bundle, [NotNullWhen(false)] out string? place) =>
        TryRead(utf8, out bundle, out _, out place);

    internal static bool TryRead(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out RecordBundle? bundle, out BundleFault fault, [NotNullWhen(false)] out string? place)
    {
        bundle = null;
        (fault, place) = (BundleFault.TooLong, "size");
        if (utf8.Length > MaxLength)
        {
            return false;
        }

        (fault, place) = (BundleFault.NotABundle, "json");
        try
        {
            using var document = JsonDocument.Parse(utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8, Strict);
            var reader = new BundleReader(document.RootElement);
            bundle = reader.Read();
            (fault, place) = (reader.Fault, reader.Place);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException: the text is not valid Unicode.
        }

        return bundle is not null;
    }

    /// <summary>The bundle as a file, in UTF-8.</summary>
    public byte[] ToUtf8()
    {
        var output = new ArrayBufferWriter<byte>(Record.Length + Proof.Length + Entry.Length + 1024);
        Write(output);
        return output.WrittenSpan.ToArray();
    }

    private void Write(IBufferWriter<byte> output)
    {
        // The members are in the order of RFC 8785 section 3.2.3, so they need no sorting.
        output.Write("{\"anchor\":"u8);
        WriteAnchor(output);
        WriteText(output, ",\"entry\":"u8, Entry);
        WriteText(output, ",\"proof\":"u8, Proof);
        WriteText(output, ",\"record\":"u8, Record);
        WriteText(output, ",\"salt\":"u8, Base64Url.Encode(Salt.AsSpan()));
        output.Write(",\"v\":1}"u8);
    }

    private void WriteAnchor(IBufferWriter<byte> output)
    {
        if (Anchor is not { } anchor)
        {
            output.Write("null"u8);
            return;
        }

        WriteNumber(output, "{\"block\":"u8, anchor.Block);
        WriteText(output, ",\"blockHash\":"u8, anchor.BlockHash.ToHex());
        WriteNumber(output, ",\"chainId\":"u8, anchor.ChainId);
        WriteText(output, ",\"contract\":"u8, anchor.Contract.ToString());
        WriteText(output, ",\"department\":"u8, anchor.Department.ToHex());
        WriteText(output, ",\"registry\":"u8, anchor.Registry.ToString());
        WriteText(output, ",\"root\":"u8, anchor.Root.ToBase64());
        WriteNumber(output, ",\"size\":"u8, anchor.Size);
        WriteText(output, ",\"tx\":"u8, anchor.Transaction.ToHex());
        output.Write("}"u8);
    }

    private static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<byte> before, string text)
    {
        output.Write(before);
        CanonicalJson.WriteText(text, output);
    }

    private static void WriteNumber(IBufferWriter<byte> output, ReadOnlySpan<byte> before, long number)
    {
        output.Write(before);
        Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture), output);
    }
}
