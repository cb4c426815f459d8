namespace Ledger.Ethereum.Development;

/// <summary>The step that a start of the chain has reached, to be shown to a person.</summary>
public sealed record DevChainProgress(DevChainStage Stage, string Chinese, string English);
