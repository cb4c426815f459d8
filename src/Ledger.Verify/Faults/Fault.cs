namespace Ledger.Verify.Faults;

/// <summary>One row of the fault table: a stable code that is never reused, and what it means. <see cref="FaultTable"/> lists them all.</summary>
/// <param name="Code"><c>LDG</c> and four digits. The first digit names the step.</param>
/// <param name="HttpStatus">The status of an HTTP answer with this fault; null for a finding, which is a line of a report and never an answer.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Action">What to do about it.</param>
public sealed record Fault(string Code, int? HttpStatus, LocalizedText Title, LocalizedText Action)
{
    /// <summary>Whether the input is wrong, a retry can help, or work stops.</summary>
    public FaultKind Kind { get; init; }
}
