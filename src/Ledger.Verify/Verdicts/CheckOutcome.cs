namespace Ledger.Verify.Verdicts;

/// <summary>The outcome of a check.</summary>
public enum CheckOutcome
{
    /// <summary>The check was run, and the bundle passed it.</summary>
    Passed,

    /// <summary>The check was run, and the bundle failed it.</summary>
    Failed,

    /// <summary>The check could not be run. This says nothing about the bundle.</summary>
    NotRun,
}
