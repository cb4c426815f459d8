using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Ledger.Verify.Evidence;

/// <summary>One object of a genesis file. Besu does not tell upper from lower case in names.</summary>
internal sealed class GenesisJson
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;

    /// <param name="element">The object.</param>
    /// <param name="path">Its place in the file, with a dot at the end; empty for the file itself.</param>
    /// <exception cref="GenesisFileException">It is no object, or two members have one name.</exception>
    public GenesisJson(JsonElement element, string path)
    {
        _path = path;
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw GenesisFileException.Malformed($"{path}: not an object");
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                throw GenesisFileException.Malformed($"{path}{member.Name}: twice");
            }
        }
    }

    public IEnumerable<string> Names => _members.Keys;

    public bool Has(string name) => _members.ContainsKey(name);

    public GenesisJson Object(string name) => new(Get(name), $"{_path}{name}.");

    /// <summary>Bytes: <c>0x</c> and two digits for each, or, as for addresses, the digits alone.</summary>
    public byte[] Bytes(string name, int? length = null)
    {
        var bytes = BytesOf(Text(name), length);
        return bytes ?? throw GenesisFileException.Malformed($"{_path}{name}");
    }

    /// <summary>Bytes of a text, or null when it is none, or not of that length.</summary>
    public static byte[]? BytesOf(string text, int? length = null)
    {
        var digits = text.AsSpan(text.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0);
        var bytes = new byte[digits.Length / 2];
        return digits.Length % 2 == 0 && Convert.FromHexString(digits, bytes, out _, out _) is OperationStatus.Done && (length ?? bytes.Length) == bytes.Length ? bytes : null;
    }

    /// <summary>A number: <c>0x</c> and hexadecimal digits, zeros before it allowed.</summary>
    /// <param name="name">The member.</param>
    /// <param name="bytes">How many bytes it may take.</param>
    /// <param name="allowsDecimal">Whether digits without <c>0x</c> are a decimal number, as Besu reads balances.</param>
    public BigInteger Number(string name, int bytes, bool allowsDecimal = false)
    {
        var text = Text(name);
        var isHex = text.StartsWith("0x", StringComparison.Ordinal) && text.Length > 2;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;

        // The leading 0 keeps a high first digit from being read as a minus sign.
        return (isHex || allowsDecimal) && BigInteger.TryParse(isHex ? "0" + text[2..] : text, style, CultureInfo.InvariantCulture, out var number)
            && number.GetByteCount(isUnsigned: true) <= bytes
                ? number
                : throw GenesisFileException.Malformed($"{_path}{name}");
    }

    /// <summary>A JSON number, such as a block's; null when there is none.</summary>
    public long? FindPlainNumber(string name) => !_members.TryGetValue(name, out var member) ? null
        : member.ValueKind is JsonValueKind.Number && member.TryGetInt64(out var number) ? number
        : throw GenesisFileException.Malformed($"{_path}{name}");

    private JsonElement Get(string name) => _members.TryGetValue(name, out var member) ? member : throw GenesisFileException.Malformed($"{_path}{name}: missing");

    private string Text(string name) =>
        Get(name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : throw GenesisFileException.Malformed($"{_path}{name}");
}
