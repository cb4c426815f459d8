namespace Ledger.Verify.Seals;

/// <summary>
/// Whether the holder must prove possession of the key in <c>cnf</c>. The verifier decides this before it reads the token (RFC 9901 section 7.3
/// step 1), whether or not the token contains a proof.
/// </summary>
public sealed record KeyBindingPolicy
{
    private KeyBindingPolicy(KeyBindingExpectation? expectation) => Expectation = expectation;

    /// <summary>No proof is wanted. A token with a proof is refused, because nothing may pass unchecked.</summary>
    public static KeyBindingPolicy NotWanted { get; } = new(expectation: null);

    /// <summary>The values that the proof must contain. Null when no proof is wanted.</summary>
    public KeyBindingExpectation? Expectation { get; }

    public static KeyBindingPolicy Required(KeyBindingExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        return new KeyBindingPolicy(expectation);
    }
}
