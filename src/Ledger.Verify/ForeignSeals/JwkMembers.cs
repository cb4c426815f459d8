using System.Text.Json;
using Ledger.Verify.Seals;
using Ledger.Verify.Text;

namespace Ledger.Verify.ForeignSeals;

/// <summary>The members of a JSON Web Key, read leniently: what has the wrong type is not there.</summary>
internal static class JwkMembers
{
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()
            : null;

    /// <summary>A base64url member. Padding is passed over: it changes no bit of the key.</summary>
    public static byte[]? Bytes(JsonElement json, string name) =>
        Text(json, name) is { } text && Base64Url.TryDecode(text.TrimEnd('='), out var bytes) ? bytes : null;

    /// <summary>Whether it is the private half of a key pair.</summary>
    public static bool IsPrivate(JsonElement json) => json.ValueKind is JsonValueKind.Object && JwkReader.IsPrivate(json);

    /// <summary>RFC 7517 sections 4.2 and 4.3: neither <c>use</c> nor <c>key_ops</c> excludes verifying.</summary>
    public static bool IsForVerifying(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || (json.TryGetProperty("use"u8, out _) && Text(json, "use") is not "sig"))
        {
            return false;
        }

        return !json.TryGetProperty("key_ops"u8, out var operations) || JwkReader.CanVerify(operations);
    }
}
