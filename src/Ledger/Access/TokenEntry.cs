namespace Ledger.Access;

/// <summary>One token as an operator sees it in a list. Holds a hash of the token, never the token. Immutable.</summary>
public sealed record TokenEntry
{
    /// <summary>How many hexadecimal digits of the hash an id has.</summary>
    public const int IdLength = 16;

    public required TokenHolder Holder { get; init; }

    /// <summary>When it was issued; null for a token of a version that did not keep this.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Who issued it.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>From when on it cannot be used; null for a token of a version that knew no expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Who withdrew it.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>What lists, commands and the operator's log call it: the first 16 hexadecimal digits of its SHA-256.</summary>
    public string Id => Sha256[..IdLength];

    /// <summary>SHA-256 of the token in lower case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Whether it can be used at a time. A withdrawal counts whatever the clock says.</summary>
    public TokenState StateAt(DateTimeOffset now) =>
        WithdrawnAt is not null ? TokenState.Withdrawn : ExpiresAt <= now ? TokenState.Expired : TokenState.InForce;
}
