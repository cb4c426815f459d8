namespace Ledger.Web.Problems;

/// <summary>A place in the input that is wrong.</summary>
/// <param name="Path">A JSON Pointer (RFC 6901) into the body, or /name of a query parameter; empty for the whole.</param>
/// <param name="Zh">What is wrong there, in Chinese.</param>
/// <param name="En">What is wrong there, in English.</param>
internal sealed record ViolationBody(string Path, string Zh, string En);
