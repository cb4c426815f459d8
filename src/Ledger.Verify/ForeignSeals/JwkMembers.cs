using System.Text.Json;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;

namespace Ledger.Verify.ForeignSeals;

/// <summary>Reads the members of a JSON Web Key leniently: a member of the wrong type counts as absent.</summary>
internal static class JwkMembers
{
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()
            : null;

    /// <summary>Reads a base64url member. Padding is ignored, because it changes no bit of the key.</summary>
    public static byte[]? Bytes(JsonElement json, string name) =>
        Text(json, name) is { } text && Base64Url.TryDecode(text.TrimEnd('='), out var bytes) ? bytes : null;

    /// <summary>Whether the key is the private half of a key pair.</summary>
    public static bool IsPrivate(JsonElement json) => json.ValueKind is JsonValueKind.Object && JwkReader.IsPrivate(json);

    /// <summary>Whether neither <c>use</c> nor <c>key_ops</c> excludes verifying (RFC 7517 sections 4.2 and 4.3).</summary>
    public static bool IsForVerifying(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || (json.TryGetProperty("use"u8, out _) && Text(json, "use") is not "sig"))
        {
            return false;
        }

        return !json.TryGetProperty("key_ops"u8, out var operations) || JwkReader.CanVerify(operations);
    }
}
