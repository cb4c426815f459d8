using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Json;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Bundles;

/// <summary>
/// The head of the log that the chain holds, as a bundle names it. All of it is compared with the chain; none of it is believed.
/// </summary>
public sealed record BundleAnchor(
    long ChainId, ChainAddress Registry, ChainAddress Contract, Digest Department, long Size, Digest Root, long Block, Digest BlockHash, Digest Transaction);

/// <summary>
/// Everything a stranger needs to verify one record (<c>.ledger.json</c>): one RFC 8785 canonical JSON object. Well-formed, not yet
/// believed. Immutable.
/// </summary>
/// <param name="Record">The SD-JWT with the disclosures the holder chose.</param>
/// <param name="Entry">The entry as logged.</param>
/// <param name="Salt">The 32-byte salt of the entry's commitment.</param>
/// <param name="Proof">The tlog-proof as text.</param>
/// <param name="Anchor">The first anchored head that covers the entry; null before that is final.</param>
public sealed record RecordBundle(string Record, string Entry, ImmutableArray<byte> Salt, string Proof, BundleAnchor? Anchor)
{
    /// <summary>The longest bundle accepted, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int SaltLength = 32;
    private const long MaxExact = (1L << 53) - 1;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 3 };

    /// <summary>
    /// Reads exactly what <see cref="ToUtf8"/> writes; not even a line feed after it is let through.
    /// </summary>
    /// <param name="utf8">The file.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="place">What is wrong: a member's name, <c>size</c>, <c>json</c>, or <c>form</c> when only the spelling differs.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out RecordBundle? bundle, [NotNullWhen(false)] out string? place)
    {
        bundle = null;
        if (utf8.Length > MaxLength)
        {
            place = "size";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var reader = new BundleReader(document.RootElement);
            bundle = reader.Read();
            place = reader.Place;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            place = "json"; // InvalidOperationException: a text that is no Unicode.
        }

        // Writing it again shows every other difference: order, spaces, escapes, members twice.
        if (bundle is not null && !bundle.IsWrittenAs(utf8))
        {
            bundle = null;
            place = "form";
        }

        if (bundle is null)
        {
            place ??= "form";
            return false;
        }

        place = null!; // The caller looks at it only when there is no bundle.
        return true;
    }

    /// <summary>The bundle as it travels.</summary>
    public byte[] ToUtf8()
    {
        var output = new ArrayBufferWriter<byte>(Record.Length + Proof.Length + Entry.Length + 1024);
        Write(output);
        return output.WrittenSpan.ToArray();
    }

    private bool IsWrittenAs(ReadOnlyMemory<byte> utf8)
    {
        using var output = new ComparingWriter(utf8);
        Write(output);
        return output.IsEqual;
    }

    private void Write(IBufferWriter<byte> output)
    {
        // The members are written in the order of RFC 8785 section 3.2.3, so there is nothing left to sort.
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

    /// <summary>Reads the members of a bundle; the first that is wrong is the place.</summary>
    private sealed class BundleReader(JsonElement json)
    {
        public string? Place { get; private set; }

        public RecordBundle? Read()
        {
            if (json.ValueKind is not JsonValueKind.Object)
            {
                Place = "json";
                return null;
            }

            if (Number(json, "v") != 1)
            {
                Place = "v";
            }

            var (record, entry, proof) = (Text(json, "record"), Text(json, "entry"), Text(json, "proof"));
            var salt = Base64Url.TryDecode(Text(json, "salt"), out var bytes) && bytes.Length == SaltLength ? bytes : Wrong<byte[]>("salt", []);
            var anchor = ReadAnchor();
            return Place is null ? new RecordBundle(record, entry, [.. salt], proof, anchor) : null;
        }

        private BundleAnchor? ReadAnchor()
        {
            if (!json.TryGetProperty("anchor"u8, out var anchor))
            {
                return Wrong<BundleAnchor?>("anchor", null);
            }

            return anchor.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Object => new BundleAnchor(
                    Number(anchor, "chainId"), Address(anchor, "registry"), Address(anchor, "contract"), Hash(anchor, "department"),
                    Number(anchor, "size"), Root(anchor), Number(anchor, "block"), Hash(anchor, "blockHash"), Hash(anchor, "tx")),
                _ => Wrong<BundleAnchor?>("anchor", null),
            };
        }

        private string Text(JsonElement parent, string name) =>
            parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : Wrong(name, "");

        private long Number(JsonElement parent, string name) =>
            parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
            && value.TryGetInt64(out var number) && number is >= 0 and <= MaxExact ? number : Wrong(name, 0L);

        private ChainAddress Address(JsonElement parent, string name) =>
            ChainAddress.TryParse(Text(parent, name), out var address) ? address : Wrong(name, default(ChainAddress));

        private Digest Hash(JsonElement parent, string name)
        {
            var text = Text(parent, name);
            return text.Length == 66 && text.StartsWith("0x", StringComparison.Ordinal) && IsHex(text.AsSpan(2))
                && Digest.TryRead(Convert.FromHexString(text.AsSpan(2)), out var hash) ? hash : Wrong(name, default(Digest));
        }

        private Digest Root(JsonElement parent) =>
            Digest.TryReadBase64(Text(parent, "root"), out var root) ? root : Wrong("root", default(Digest));

        private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);

        private T Wrong<T>(string name, T value)
        {
            Place ??= name;
            return value;
        }
    }
}
