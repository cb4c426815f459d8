namespace Ledger.Verify.Seals;

/// <summary>What a fault says about the thing that was looked at.</summary>
public enum SealFaultKind
{
    /// <summary>It was read, and it is wrong.</summary>
    Wrong,

    /// <summary>It could not be read, so nothing is said about what it claims.</summary>
    Unreadable,

    /// <summary>This library does not support it: a limit of ours, and no fault of theirs.</summary>
    NotSupported,

    /// <summary>What the check needs was not given.</summary>
    NotChecked,
}
