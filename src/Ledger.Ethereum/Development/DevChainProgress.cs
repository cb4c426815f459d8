namespace Ledger.Ethereum.Development;

/// <summary>What starting does now, to be shown to whoever waits.</summary>
public sealed record DevChainProgress(DevChainStage Stage, string Chinese, string English);
