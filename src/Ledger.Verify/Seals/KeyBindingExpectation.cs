namespace Ledger.Verify.Seals;

/// <summary>The request a proof of possession must answer.</summary>
public sealed record KeyBindingExpectation
{
    /// <summary>The exact <c>aud</c>: who asked.</summary>
    public required string Audience { get; init; }

    /// <summary>The exact <c>nonce</c>: this request and no other.</summary>
    public required string Nonce { get; init; }

    /// <summary>The verifier's time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How old the proof may be. Default five minutes.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far the holder's clock may be ahead. Default one minute.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(1);
}
