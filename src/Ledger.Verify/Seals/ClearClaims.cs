using System.Text.Json;

namespace Ledger.Verify.Seals;

/// <summary>The claims of a record that everybody can read. They are about the record, never about the person.</summary>
public sealed record ClearClaims
{
    /// <summary><c>iss</c>: the URL of the department.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>vct</c>: the id of the record type, with its version.</summary>
    public required string RecordType { get; init; }

    /// <summary><c>vct#integrity</c>: <c>sha256-</c> and the base64 of the SHA-256 of the type metadata. Null leaves it out.</summary>
    public string? TypeIntegrity { get; init; }

    /// <summary><c>iat</c>, whole seconds.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary><c>nbf</c>, whole seconds. Null when the record is valid from the start.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary><c>exp</c>, whole seconds. Null when the record never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary><c>jti</c>: the record id; null leaves it out.</summary>
    public string? RecordId { get; init; }

    /// <summary><c>cnf</c>: the key whose possession the holder must prove. Null for records kept on the server.</summary>
    public Jwk? HolderKey { get; init; }

    /// <summary>
    /// More members in clear, such as <c>issuing_authority</c>: a JSON object without repeated names, or the default value for none. Parse it once
    /// and use it for many records.
    /// </summary>
    public JsonElement Additional { get; init; }

    internal void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("iss"u8, Issuer);
        writer.WriteString("vct"u8, RecordType);
        WriteIfPresent(writer, "vct#integrity"u8, TypeIntegrity);
        writer.WriteNumber("iat"u8, IssuedAt.ToUnixTimeSeconds());
        WriteIfPresent(writer, "nbf"u8, NotBefore);
        WriteIfPresent(writer, "exp"u8, ExpiresAt);
        WriteIfPresent(writer, "jti"u8, RecordId);
        if (HolderKey is not null)
        {
            writer.WriteStartObject("cnf"u8);
            writer.WritePropertyName("jwk"u8);
            writer.WriteRawValue(HolderKey.ToJson(), skipInputValidation: true);
            writer.WriteEndObject();
        }

        if (Additional.ValueKind is JsonValueKind.Object)
        {
            foreach (var member in Additional.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }
    }

    private static void WriteIfPresent(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteIfPresent(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            writer.WriteNumber(name, at.ToUnixTimeSeconds());
        }
    }
}
