namespace Ledger.Verify.Mutants;

/// <summary>A test that failed.</summary>
/// <param name="Test">The test's id.</param>
/// <param name="Message">What it said, on one line.</param>
internal sealed record TestFailure(string Test, string Message);
