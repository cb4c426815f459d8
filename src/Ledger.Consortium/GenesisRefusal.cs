namespace Ledger.Consortium;

/// <summary>Why these settings are refused, and the value that is wrong.</summary>
public sealed record GenesisRefusal(GenesisProblem Problem, string Value);
