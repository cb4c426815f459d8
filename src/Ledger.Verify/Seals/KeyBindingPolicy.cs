namespace Ledger.Verify.Seals;

/// <summary>
/// Whether the verifier wants the holder to prove possession of the key in <c>cnf</c>. Decided before looking at the token
/// (RFC 9901 section 7.3 step 1): the presence of a proof never decides it.
/// </summary>
public sealed record KeyBindingPolicy
{
    private KeyBindingPolicy(KeyBindingExpectation? expectation) => Expectation = expectation;

    /// <summary>No proof is wanted, and one that is there all the same is refused: a byte nobody checks could be anything.</summary>
    public static KeyBindingPolicy NotWanted { get; } = new(expectation: null);

    /// <summary>What the proof must say; null when none is wanted.</summary>
    public KeyBindingExpectation? Expectation { get; }

    public static KeyBindingPolicy Required(KeyBindingExpectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        return new KeyBindingPolicy(expectation);
    }
}
