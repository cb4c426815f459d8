namespace Ledger.Verify.Chain;

/// <summary>
/// The answer of an external source, or the fact that the source gave none. A missing department is a known answer with the value null. An endpoint
/// that does not respond gives an unknown answer. An unknown answer can only lead to the verdict "could not be checked". Immutable.
/// </summary>
/// <typeparam name="T">The type of the answer.</typeparam>
public readonly struct Answer<T>
{
    private readonly T _value;
    private readonly string? _problem;
    private readonly bool _isKnown;
    private readonly UnknownReason _reason;

    private Answer(T value, string? problem, bool isKnown, UnknownReason reason = UnknownReason.Outage)
    {
        _value = value;
        _problem = problem;
        _isKnown = isKnown;
        _reason = reason;
    }

    /// <summary>True when the source answered. The default value is false: nobody asked.</summary>
    public bool IsKnown => _isKnown;

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">The source did not answer.</exception>
    public T Value => _isKnown ? _value : throw new InvalidOperationException("The source did not answer: " + Problem);

    /// <summary>Why there is no answer: one English phrase for an operator. It never holds personal data or keys.</summary>
    public string Problem => _isKnown ? "" : _problem ?? "not asked";

    /// <summary>Whether an unknown answer may become known later. It has no meaning for a known answer.</summary>
    public UnknownReason Reason => _reason;

    public static Answer<T> Known(T value) => new(value, null, true);

    public static Answer<T> Unknown(string problem) => new(default!, problem, false);

    /// <summary>Makes an answer that is not known, with the reason.</summary>
    public static Answer<T> Unknown(string problem, UnknownReason reason) => new(default!, problem, false, reason);
}
