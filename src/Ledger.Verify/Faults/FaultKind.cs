namespace Ledger.Verify.Faults;

/// <summary>What a fault says, and so what its reader does: correct the input, retry, or stop.</summary>
public enum FaultKind
{
    /// <summary>The input was read, and it is wrong or not allowed. The same input is rejected again.</summary>
    Refused,

    /// <summary>The input could not be read, so the fault says nothing about what it claims.</summary>
    Unreadable,

    /// <summary>The input needs what this library does not support. That is no fault of the input.</summary>
    NotSupported,

    /// <summary>The check needs something that was not given.</summary>
    NotChecked,

    /// <summary>Something does not answer or is busy. A retry can succeed without anybody's help.</summary>
    Transient,

    /// <summary>Work stops until a person acts. A retry changes nothing.</summary>
    Fatal,
}
