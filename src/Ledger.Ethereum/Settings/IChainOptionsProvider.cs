namespace Ledger.Ethereum.Settings;

/// <summary>
/// Provides the options of the chain of a host, once they are known. The address of an embedded chain is known only after its start.
/// </summary>
public interface IChainOptionsProvider
{
    /// <summary>Called once, on the first use of the chain.</summary>
    /// <exception cref="InvalidOperationException">The options are not known yet.</exception>
    EthereumChainOptions Read();
}
