namespace Ledger.Verify.Faults;

/// <summary>Either a value or a refusal; never both and never neither.</summary>
public readonly struct Outcome<T>
    where T : class
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Outcome(T? value, Refusal? refusal)
    {
        _value = value;
        _refusal = refusal;
    }

    /// <summary>Null when refused.</summary>
    public T? Value => _value;

    /// <summary>Null when there is a value.</summary>
    public Refusal? Refusal => _value is not null ? null : _refusal ?? throw new InvalidOperationException("An outcome nobody set.");

    /// <summary>The value, for callers that have checked <see cref="Refusal"/>.</summary>
    /// <exception cref="InvalidOperationException">There is a refusal and no value.</exception>
    public T Required => _value ?? throw new InvalidOperationException("Refused: " + _refusal?.Fault.Code);

    /// <summary>A value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);

    /// <summary>A refusal without a place.</summary>
    public static implicit operator Outcome<T>(Fault fault) => new(null, Refusal.FromFault(fault));
}
