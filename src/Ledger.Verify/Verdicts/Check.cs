namespace Ledger.Verify.Verdicts;

/// <summary>One line of a report.</summary>
/// <param name="Name">Which check.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="IsRequired">Whether the verdict "valid" needs it passed.</param>
/// <param name="Finding">Why, with a stable code and a sentence in both languages.</param>
/// <param name="Detail">Where, or what stood in the way: a place in the bundle or a fact about a source, never a claim's value; or empty.</param>
public sealed record Check(CheckName Name, CheckOutcome Outcome, bool IsRequired, Finding Finding, string Detail = "")
{
    internal static Check Passed(CheckName name) => new(name, CheckOutcome.Passed, true, Findings.Passed);

    internal static Check Failed(CheckName name, Finding finding, string detail = "") => new(name, CheckOutcome.Failed, true, finding, detail);

    internal static Check NotRun(CheckName name, Finding finding, string detail = "") => new(name, CheckOutcome.NotRun, true, finding, detail);
}
