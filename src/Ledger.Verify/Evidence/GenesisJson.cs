using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Evidence;

/// <summary>Reads one object of a genesis file. Names are case-insensitive, as in Besu.</summary>
internal sealed class GenesisJson
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;

    /// <param name="element">The object.</param>
    /// <param name="path">The path of the object in the file, with a dot at the end. Empty for the file itself.</param>
    /// <exception cref="FaultException">The element is not an object, or two members have the same name.</exception>
    public GenesisJson(JsonElement element, string path)
    {
        _path = path;
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw GenesisFileProblems.Malformed($"{path}: not an object");
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                throw GenesisFileProblems.Malformed($"{path}{member.Name}: twice");
            }
        }
    }

    public IEnumerable<string> Names => _members.Keys;

    public bool Has(string name) => _members.ContainsKey(name);

    public GenesisJson Object(string name) => new(Get(name), $"{_path}{name}.");

    /// <summary>Reads bytes: two digits for each byte, with or without <c>0x</c> (Besu accepts addresses without it).</summary>
    public byte[] Bytes(string name, int? length = null)
    {
        var bytes = BytesOf(Text(name), length);
        return bytes ?? throw GenesisFileProblems.Malformed($"{_path}{name}");
    }

    /// <summary>Decodes hexadecimal bytes. Null when the text is not hexadecimal or has another length.</summary>
    public static byte[]? BytesOf(string text, int? length = null)
    {
        var digits = text.AsSpan(text.StartsWith("0x", StringComparison.Ordinal) ? 2 : 0);
        var bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) is OperationStatus.Done && (length ?? bytes.Length) == bytes.Length ? bytes : null;
    }

    /// <summary>Reads a number: <c>0x</c> and hexadecimal digits, with leading zeros allowed.</summary>
    /// <param name="name">The name of the member.</param>
    /// <param name="bytes">The largest allowed number of bytes.</param>
    /// <param name="allowsDecimal">Whether digits without <c>0x</c> are a decimal number, as in Besu balances.</param>
    public BigInteger Number(string name, int bytes, bool allowsDecimal = false)
    {
        var text = Text(name);
        var isHex = text.StartsWith("0x", StringComparison.Ordinal) && text.Length > 2;
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;

        // The leading 0 prevents a high first digit from being read as a minus sign.
        return (isHex || allowsDecimal) && BigInteger.TryParse(isHex ? "0" + text[2..] : text, style, CultureInfo.InvariantCulture, out var number)
            && number.GetByteCount(isUnsigned: true) <= bytes
                ? number
                : throw GenesisFileProblems.Malformed($"{_path}{name}");
    }

    /// <summary>Reads a JSON number, such as a block number. Null when the member is absent.</summary>
    public long? FindPlainNumber(string name) => !_members.TryGetValue(name, out var member) ? null
        : member.ValueKind is JsonValueKind.Number && member.TryGetInt64(out var number) ? number
        : throw GenesisFileProblems.Malformed($"{_path}{name}");

    private JsonElement Get(string name) => _members.TryGetValue(name, out var member) ? member : throw GenesisFileProblems.Malformed($"{_path}{name}: missing");

    private string Text(string name) =>
        Get(name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : throw GenesisFileProblems.Malformed($"{_path}{name}");
}
