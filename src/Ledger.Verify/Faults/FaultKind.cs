namespace Ledger.Verify.Faults;

/// <summary>The kind of a fault. It decides what to do: correct the input, retry, or stop. The outcome of a worker's round follows from it.</summary>
public enum FaultKind
{
    /// <summary>The input was read, and it is wrong or not allowed. The same input is rejected again.</summary>
    Refused,

    /// <summary>The input could not be read, so the fault says nothing about what it claims.</summary>
    Unreadable,

    /// <summary>The input needs a feature that is not supported. The input may be right.</summary>
    NotSupported,

    /// <summary>The check needs something that was not given.</summary>
    NotChecked,

    /// <summary>Something does not answer or is busy. A later retry can succeed.</summary>
    Transient,

    /// <summary>Work stops until a person acts. A retry changes nothing.</summary>
    Fatal,
}
