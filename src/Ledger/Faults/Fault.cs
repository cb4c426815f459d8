namespace Ledger.Faults;

/// <summary>
/// One row of the fault table: a refusal a caller can cause or an outage a caller can meet. The code is stable and never reused.
/// </summary>
/// <param name="Code"><c>LDG</c> and four digits; the first digit names the step.</param>
/// <param name="HttpStatus">The status an HTTP answer carries.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Action">What to do about it.</param>
public sealed record Fault(string Code, int HttpStatus, LocalizedText Title, LocalizedText Action);
