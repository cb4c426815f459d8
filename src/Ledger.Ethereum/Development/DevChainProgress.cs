namespace Ledger.Ethereum.Development;

/// <summary>The current step of starting the chain, to show to a person.</summary>
public sealed record DevChainProgress(DevChainStage Stage, string Chinese, string English);
