using System.Collections.Immutable;

namespace Ledger.Faults;

/// <summary>The same sentence in both languages of the system.</summary>
public sealed record LocalizedText(string Zh, string En);

/// <summary>
/// One row of the fault table: a refusal a caller can cause or an outage a caller can meet. The code is stable and never reused.
/// </summary>
/// <param name="Code"><c>LDG</c> and four digits; the first digit names the step.</param>
/// <param name="HttpStatus">The status an HTTP answer carries.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Action">What to do about it.</param>
public sealed record Fault(string Code, int HttpStatus, LocalizedText Title, LocalizedText Action);

/// <summary>One place in the input that is wrong. The path is a JSON Pointer (RFC 6901), empty for the whole; never a value, only places.</summary>
public sealed record Violation(string Path, LocalizedText Message);

/// <summary>A fault with the places it was found. Returned, not thrown: a caller caused it and can mend it.</summary>
public sealed record Refusal(Fault Fault, ImmutableArray<Violation> Violations)
{
    /// <summary>The id of the record that already is what was asked for; null for any other refusal.</summary>
    public string? Earlier { get; init; }

    public static Refusal Of(Fault fault) => new(fault, []);

    public static Refusal At(Fault fault, string path, string zh, string en) => new(fault, [new Violation(path, new LocalizedText(zh, en))]);
}

/// <summary>A value, or the refusal that stood in its way; never both, never neither.</summary>
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

    /// <summary>The value, for callers that have already looked at <see cref="Refusal"/>.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Required => _value ?? throw new InvalidOperationException("Refused: " + _refusal?.Fault.Code);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);

    public static implicit operator Outcome<T>(Fault fault) => new(null, Refusal.Of(fault));
}
