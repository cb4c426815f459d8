using System.Buffers;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Bundles;

/// <summary>
/// Reads the members of a bundle and reports the first wrong one as the place. A member that is missing, unknown or of another JSON type means that
/// the file is not a bundle. A text in the wrong form is a fault of a bundle. Use one instance for one file.
/// </summary>
internal sealed class BundleReader(JsonElement json)
{
    private const int SaltLength = 32;
    private const int Members = 6;
    private const int AnchorMembers = 9;
    private const long MaxExact = (1L << 53) - 1;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private string? _shape;
    private string? _value;

    /// <summary>The name of the first wrong member, or <c>form</c> for an unknown member.</summary>
    public string Place { get; private set; } = "form";

    /// <summary>The kind of the fault.</summary>
    public BundleFault Fault { get; private set; } = BundleFault.NotABundle;

    public RecordBundle? Read()
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            Place = "json";
            return null;
        }

        // The version comes first, because the members of another version are not known here.
        var version = Number(json, "v");
        if (_shape is null && version != 1)
        {
            (Fault, Place) = (BundleFault.OtherVersion, "v");
            return null;
        }

        var (record, entry, proof) = (Text(json, "record"), Text(json, "entry"), Text(json, "proof"));
        var saltText = Text(json, "salt");
        var salt = Base64Url.TryDecode(saltText, out var bytes) && bytes.Length == SaltLength ? bytes : Malformed<byte[]>("salt", []);
        var anchor = ReadAnchor();

        // At this point no name is missing or repeated, so a higher count means an unknown member.
        _shape ??= json.GetPropertyCount() == Members ? null : "form";
        if (_shape is null && _value is null)
        {
            return new RecordBundle(record, entry, [.. salt], proof, anchor);
        }

        (Fault, Place) = _shape is { } shape ? (BundleFault.NotABundle, shape) : (BundleFault.ValueMalformed, _value ?? Place);
        return null;
    }

    private BundleAnchor? ReadAnchor()
    {
        if (!json.TryGetProperty("anchor"u8, out var anchor) || anchor.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object))
        {
            return WrongShape<BundleAnchor?>("anchor", null);
        }

        if (anchor.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var read = new BundleAnchor(
            Number(anchor, "chainId"), Address(anchor, "registry"), Address(anchor, "contract"), Hash(anchor, "department"),
            Number(anchor, "size"), Root(anchor), Number(anchor, "block"), Hash(anchor, "blockHash"), Hash(anchor, "tx"));
        _shape ??= anchor.GetPropertyCount() == AnchorMembers ? null : "form";
        return read;
    }

    private string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : WrongShape(name, "");

    private long Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number
        && value.TryGetInt64(out var number) && number <= MaxExact && !value.GetRawText().StartsWith('-') // refuses minus zero, too
            ? number : WrongShape(name, 0L);

    private ChainAddress Address(JsonElement parent, string name) =>
        ChainAddress.TryParse(Text(parent, name), out var address) ? address : Malformed(name, default(ChainAddress));

    private Digest Hash(JsonElement parent, string name)
    {
        var text = Text(parent, name);
        return text.Length == 66 && text.StartsWith("0x", StringComparison.Ordinal) && !text.AsSpan(2).ContainsAnyExcept(LowerHex)
            && Digest.TryRead(Convert.FromHexString(text.AsSpan(2)), out var hash) ? hash : Malformed(name, default(Digest));
    }

    private Digest Root(JsonElement parent) =>
        Digest.TryReadBase64(Text(parent, "root"), out var root) ? root : Malformed("root", default(Digest));

    private T WrongShape<T>(string name, T value)
    {
        _shape ??= name;
        return value;
    }

    private T Malformed<T>(string name, T value)
    {
        _value ??= name;
        return value;
    }
}
