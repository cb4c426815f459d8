namespace Ledger.Verify.Verdicts;

/// <summary>What came of a check.</summary>
public enum CheckOutcome
{
    /// <summary>It was made, and the bundle stood it.</summary>
    Passed,

    /// <summary>It was made, and the bundle did not stand it.</summary>
    Failed,

    /// <summary>It could not be made. Says nothing about the bundle.</summary>
    NotRun,
}
