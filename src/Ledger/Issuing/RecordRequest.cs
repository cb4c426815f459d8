using System.Text.Json;
using Ledger.Verify.Trees;

namespace Ledger.Issuing;

/// <summary>
/// A request to issue one record. The body of the single route and each line of the batch route, of <c>ledger import</c> and of <c>ledger sample</c>
/// are this JSON object. Owns the parsed JSON; dispose it when the record is sealed.
/// </summary>
public sealed class RecordRequest : IDisposable
{
    private readonly JsonDocument _document;

    internal RecordRequest(JsonDocument document)
    {
        _document = document;
    }

    /// <summary>The idempotency key: 1 to 200 visible ASCII characters.</summary>
    public required string Key { get; init; }

    /// <summary>The department that the request names. Null if only the URL names it.</summary>
    public required string? Department { get; init; }

    /// <summary>The record type, a <c>vct</c> URL.</summary>
    public required string Type { get; init; }

    /// <summary>The subject as sent. <see cref="RecordIssuer"/> normalises it.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The claims object as sent. Its numbers are whole.</summary>
    public required JsonElement Claims { get; init; }

    public required DateTimeOffset? ValidFrom { get; init; }

    public required DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The record that this one replaces. Both may have the same document number until the old one is superseded.</summary>
    public required RecordId? Replaces { get; init; }

    /// <summary>SHA-256 of the request as canonical JSON without its key. A repeated request has the same value.</summary>
    public required Digest Fingerprint { get; init; }

    public void Dispose() => _document.Dispose();
}
