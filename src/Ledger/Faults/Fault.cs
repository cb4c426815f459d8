namespace Ledger.Faults;

/// <summary>One row of the fault table: a refusal or an outage that a caller can get. The code is stable and never reused.</summary>
/// <param name="Code"><c>LDG</c> and four digits; the first digit names the step.</param>
/// <param name="HttpStatus">The HTTP status of the answer.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Action">What to do about it.</param>
public sealed record Fault(string Code, int HttpStatus, LocalizedText Title, LocalizedText Action);
