using System.Text.Json;
using Ledger.Verify.Trees;

namespace Ledger.Issuing;

/// <summary>
/// A request to issue one record: a line of <c>ledger sample</c>, of <c>ledger import</c> and of the batch route, and the body of the
/// single route, are this one JSON object. Owns the parsed JSON; dispose it when the record is sealed.
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

    /// <summary>The department the line names; null when the address alone says it.</summary>
    public required string? Department { get; init; }

    /// <summary>The record type, a <c>vct</c> URL.</summary>
    public required string Type { get; init; }

    /// <summary>As sent; <see cref="RecordIssuer"/> normalises it.</summary>
    public required Subject Subject { get; init; }

    /// <summary>The claims object, whole numbers only, as sent.</summary>
    public required JsonElement Claims { get; init; }

    public required DateTimeOffset? ValidFrom { get; init; }

    public required DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The record whose place this one takes, so that both may have one document number until that one is superseded.</summary>
    public required RecordId? Replaces { get; init; }

    /// <summary>SHA-256 of the request as canonical JSON without its key: equal for a repeat, different for another body.</summary>
    public required Digest Fingerprint { get; init; }

    public void Dispose() => _document.Dispose();
}
