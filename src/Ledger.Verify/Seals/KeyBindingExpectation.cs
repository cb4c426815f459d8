namespace Ledger.Verify.Seals;

/// <summary>The values that a proof of possession must contain.</summary>
public sealed record KeyBindingExpectation
{
    /// <summary>The exact <c>aud</c>: the verifier that asked.</summary>
    public required string Audience { get; init; }

    /// <summary>The exact <c>nonce</c> of this request.</summary>
    public required string Nonce { get; init; }

    /// <summary>The current time by the clock of the verifier.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The greatest age of the proof. Default five minutes.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far the clock of the holder may be ahead. Default one minute.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(1);
}
