namespace Ledger.Ethereum.Settings;

/// <summary>Says which chain a host uses, once that is known: the address of an embedded chain is not, before it has started.</summary>
public interface IChainOptionsProvider
{
    /// <summary>Asked once, when the chain is first used.</summary>
    /// <exception cref="InvalidOperationException">It is asked too early.</exception>
    EthereumChainOptions Read();
}
