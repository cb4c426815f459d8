namespace Ledger.Verify.Mutants;

/// <summary>What became of a mutant.</summary>
internal enum Verdict
{
    /// <summary>A test failed.</summary>
    Killed,

    /// <summary>The process ended, or was ended because it took too long.</summary>
    Ended,

    /// <summary>Tests reach the place, and none failed.</summary>
    Survived,

    /// <summary>No test reaches the place.</summary>
    NotReached,

    /// <summary>The changed code does not compile.</summary>
    NotCompiled,
}
