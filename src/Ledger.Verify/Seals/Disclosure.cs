using System.Text.Json;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// One disclosure as received (RFC 9901 section 4.2): a JSON array that begins with a salt. Whether two or three elements are right
/// depends on where its digest stands, so that is decided later.
/// </summary>
internal sealed class Disclosure
{
    private const int MaxDepth = SdJwtLimits.MaxDepth + 2; // The array around the claim, and digests one level below claims.

    private readonly JsonElement _array;

    private Disclosure(JsonElement array, Digest digest)
    {
        _array = array;
        Digest = digest;
        Length = array.GetArrayLength();
    }

    /// <summary>SHA-256 of the base64url text as received.</summary>
    public Digest Digest { get; }

    public int Length { get; }

    /// <summary>Null unless this is [salt, name, value] with a text for a name.</summary>
    public string? Name => Length == 3 && _array[1].ValueKind is JsonValueKind.String ? _array[1].GetString() : null;

    public JsonElement Value => _array[Length - 1];

    public static SealFault? Read(ReadOnlySpan<byte> encoded, Span<byte> buffer, out Disclosure? disclosure)
    {
        disclosure = null;
        if (!Base64Url.TryDecode(encoded, buffer, out var written))
        {
            return SealFaults.DisclosureMalformed;
        }

        if (!StrictJson.TryParse(buffer[..written], MaxDepth, ReservedNames.Allowed, out var array, out var fault))
        {
            return fault;
        }

        if (array.ValueKind is not JsonValueKind.Array || array.GetArrayLength() is 0 || array[0].ValueKind is not JsonValueKind.String)
        {
            return SealFaults.DisclosureMalformed;
        }

        // RFC 9901 section 4.2.3: over the text as sent, never over the decoded JSON.
        disclosure = new Disclosure(array, Digest.Sha256(encoded));
        return null;
    }
}
