namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>One entry as the earlier version read it.</summary>
internal sealed record EarlierEntry
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string? Status { get; init; }

    public required string? Successor { get; init; }

    public required long At { get; init; }

    public required string Text { get; init; }

    public required string Type { get; init; }

    /// <summary>The blind index. Zeros for nobody, and for the department itself.</summary>
    public required string Person { get; init; }

    public required string Key { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>SHA-256 of the encrypted payload. Null if it is empty.</summary>
    public required string? Payload { get; init; }

    /// <summary>SHA-256 of the salt and the text in the payload. Null if it does not open.</summary>
    public required string? Plain { get; init; }
}
