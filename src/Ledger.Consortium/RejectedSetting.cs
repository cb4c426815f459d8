namespace Ledger.Consortium;

/// <summary>A setting of a genesis that is wrong. It has no code: a command knows the option that gave the value, and a plan the place in its file.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Value">The wrong value.</param>
public sealed record RejectedSetting(GenesisProblem Problem, string Value);
