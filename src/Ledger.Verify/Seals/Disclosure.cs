using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// One disclosure as received (RFC 9901 section 4.2): a JSON array that begins with a salt. The location of its digest decides whether it must have
/// two or three elements, so that is checked later.
/// </summary>
internal sealed class Disclosure
{
    private readonly string? _name;

    private Disclosure(Digest digest, int length, string? name, ReadOnlyMemory<byte> rawValue, JsonElement container)
    {
        Digest = digest;
        Length = length;
        _name = name;
        RawValue = rawValue;
        Container = container;
    }

    /// <summary>The digest of the base64url text as received.</summary>
    public Digest Digest { get; }

    /// <summary>The number of elements of the array.</summary>
    public int Length { get; }

    /// <summary>The claim name, for an array [salt, name, value] whose name is a string. Otherwise null.</summary>
    public string? Name => Length == 3 ? _name : null;

    /// <summary>The last element, as JSON text.</summary>
    public ReadOnlyMemory<byte> RawValue { get; }

    /// <summary>The last element when it is an object or an array, which may contain digests. Otherwise undefined.</summary>
    public JsonElement Container { get; }

    /// <summary>Returns the last element, of any type.</summary>
    public JsonElement ReadValue() => JsonElement.Parse(RawValue.Span);

    /// <param name="encoded">The base64url text as received.</param>
    /// <param name="rules">The rules for reading it.</param>
    /// <param name="buffer">Space for the decoded text. The disclosure keeps the part it uses.</param>
    /// <param name="written">The number of bytes of <paramref name="buffer"/> that it keeps.</param>
    /// <param name="disclosure">The disclosure.</param>
    /// <param name="fault">The reason for a refusal.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> encoded, SdJwtRules rules, Memory<byte> buffer, out int written,
        [NotNullWhen(true)] out Disclosure? disclosure, [NotNullWhen(false)] out Fault? fault)
    {
        disclosure = null;
        fault = Base64Url.TryDecode(encoded, buffer.Span, out written)
            ? ReadElements(buffer[..written], rules, encoded, out disclosure)
            : SealFaults.DisclosureMalformed;
        return disclosure is not null;
    }

    private static Fault? ReadElements(ReadOnlyMemory<byte> json, SdJwtRules rules, ReadOnlySpan<byte> encoded, out Disclosure? disclosure)
    {
        disclosure = null;
        var elements = new ArrayOutline();
        var fault = StrictJson.Check(json.Span, rules.Disclosure, ref elements);
        if (fault is not null)
        {
            return fault;
        }

        if (!elements.BeginsWithText)
        {
            return SealFaults.DisclosureMalformed;
        }

        var rawValue = json[elements.Last];
        var container = default(JsonElement);
        if (elements.LastIsContainer && !StrictJson.TryParseChecked(rawValue.Span, out container, out fault))
        {
            return fault;
        }

        var digest = rules.Digests.Compute(encoded); // RFC 9901 section 4.2.3: over the text as sent
        disclosure = new Disclosure(digest, elements.Length, elements.SecondText, rawValue, container);
        return null;
    }
}
