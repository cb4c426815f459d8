using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>
/// A request to issue a record, for the API description; requests are read by the Issuing step itself. <paramref name="Replaces"/> is the
/// record whose place the new one takes, with the same document number until that one is superseded.
/// </summary>
internal sealed record RecordRequestBody(
    string? Key, string? Department, string Type, SubjectBody Subject, JsonObject Claims, DateTimeOffset? ValidFrom, DateTimeOffset? ValidUntil,
    string? Replaces);

/// <summary>Whom the record is about.</summary>
internal sealed record SubjectBody(
    string IdType, string IdNumber, string? Name, string? GivenName, string? FamilyName, DateOnly? Birthdate, string? Sex);

/// <summary>How answer lines of a batch are written.</summary>
internal static class LineJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
