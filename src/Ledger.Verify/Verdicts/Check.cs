using Ledger.Verify.Faults;

namespace Ledger.Verify.Verdicts;

/// <summary>One line of a report.</summary>
/// <param name="Name">The name of the check.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="IsRequired">Whether the check must pass for the verdict "valid".</param>
/// <param name="Finding">The reason, with a stable code and a sentence in both languages.</param>
/// <param name="Detail">More about the reason: a place in the bundle or a fact about a source. Never the value of a claim; may be empty.</param>
public sealed record Check(CheckName Name, CheckOutcome Outcome, bool IsRequired, Fault Finding, string Detail = "")
{
    internal static Check Passed(CheckName name) => new(name, CheckOutcome.Passed, true, Findings.Passed);

    internal static Check Failed(CheckName name, Fault finding, string detail = "") => new(name, CheckOutcome.Failed, true, finding, detail);

    internal static Check NotRun(CheckName name, Fault finding, string detail = "") => new(name, CheckOutcome.NotRun, true, finding, detail);
}
