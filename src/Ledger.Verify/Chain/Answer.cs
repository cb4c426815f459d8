namespace Ledger.Verify.Chain;

/// <summary>
/// What a source outside this process said, or the plain fact that it could not be asked. The two are never mixed up: a missing
/// department is a known answer that says null; a dead endpoint is an unknown answer. An unknown answer can only ever lead to
/// the verdict "could not be checked". Immutable.
/// </summary>
/// <typeparam name="T">The shape of the answer when there is one.</typeparam>
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

    /// <summary>True when the source answered. False also for the default value: nobody asked.</summary>
    public bool IsKnown => _isKnown;

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">The source did not answer.</exception>
    public T Value => _isKnown ? _value : throw new InvalidOperationException("The source did not answer: " + Problem);

    /// <summary>Why there is no answer, as one English phrase for an operator; never holds personal data or keys.</summary>
    public string Problem => _isKnown ? "" : _problem ?? "not asked";

    /// <summary>Whether an unknown answer may be known later. Says nothing about an answer that is known.</summary>
    public UnknownReason Reason => _reason;

    public static Answer<T> Known(T value) => new(value, null, true);

    public static Answer<T> Unknown(string problem) => new(default!, problem, false);

    /// <summary>An answer that is not known, with what kept it from being known.</summary>
    public static Answer<T> Unknown(string problem, UnknownReason reason) => new(default!, problem, false, reason);
}
