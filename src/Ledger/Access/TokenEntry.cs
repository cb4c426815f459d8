namespace Ledger.Access;

/// <summary>One token in an operator's list. It contains the hash of the token, never the token itself. Immutable.</summary>
public sealed record TokenEntry
{
    /// <summary>The length of an id in hexadecimal digits.</summary>
    public const int IdLength = 16;

    public required TokenHolder Holder { get; init; }

    /// <summary>When it was issued. Null for a token of an earlier version without this data.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Who issued it.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>When it expires. Null for a token of an earlier version without expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Who withdrew it.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>The id in lists, commands and the operator log: the first 16 hexadecimal digits of <see cref="Sha256"/>.</summary>
    public string Id => Sha256[..IdLength];

    /// <summary>SHA-256 of the token in lower case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The state at a time. A withdrawal does not depend on the clock.</summary>
    public TokenState StateAt(DateTimeOffset now) =>
        WithdrawnAt is not null ? TokenState.Withdrawn : ExpiresAt <= now ? TokenState.Expired : TokenState.InForce;
}
