using Ledger.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Anchoring;

/// <summary>
/// Refuses a finality rule that the chain contradicts. With a wrong rule, a block that can still be undone would count as final. Stateless.
/// </summary>
public static class FinalityCheck
{
    /// <summary>Checks the rule of a chain against the chain itself. Disposes the chain if the check fails.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="option">The name of the setting with the rule, for the message.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The same chain. Also when it does not answer: the next request reports the outage.</returns>
    /// <exception cref="FaultException">The chain has another rule.</exception>
    public static async Task<EthereumAnchorChain> EnsureAsync(EthereumAnchorChain chain, string option, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        try
        {
            if (await chain.ProbeFinalityAsync(cancellationToken) is not { } wrong)
            {
                return chain;
            }

            throw new FaultException(wrong, chain.Finality == FinalityMode.Finalized
                ? $"{option}: this chain names no final block; with QBFT use {option} instant. 这条链没有给出最终区块；QBFT 链请用 {option} instant。"
                : option);
        }
        catch (FaultException outage) when (ChainOutages.Includes(outage))
        {
            return chain;
        }
        catch
        {
            chain.Dispose();
            throw;
        }
    }
}
