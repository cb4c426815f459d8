namespace Ledger.Ethereum.Development;

public enum DevChainStage
{
    Installing,
    Starting,
    Ready,
}
