namespace Ledger.Consortium;

/// <summary>Why no genesis is made of these settings, and which value it is about.</summary>
public sealed record GenesisRefusal(GenesisProblem Problem, string Value);
