using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Reads the registry at the final block and waits for finality. A reorganisation can undo newer blocks. Stateless except for the chain.
/// </summary>
internal sealed class RegistryFinality(EthereumAnchorChain chain)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly RegistryClient _newest = new(chain);

    /// <summary>Whether a condition is true in the newest final block.</summary>
    public async ValueTask<bool> IsSoAsync(Func<RegistryClient, CancellationToken, ValueTask<bool>> isSo, CancellationToken cancellationToken)
    {
        var source = await chain.ReadSourceAsync(cancellationToken);
        try
        {
            return source.Final.Number >= 0 && await isSo(new RegistryClient(chain) { AsOf = source.Final }, cancellationToken);
        }
        catch (FaultException young) when (young.Fault == AnchoringFaults.ContractsMissing)
        {
            return false; // the final block is older than the contracts; whether they exist now is asked next
        }
    }

    /// <summary>Brings a state about and waits until a final block has it. Repeats what a reorganisation undoes.</summary>
    /// <returns>False if the state was there already.</returns>
    /// <exception cref="FaultException">The chain cannot be asked, or nothing became final within <see cref="LongestWait"/>.</exception>
    public ValueTask<bool> BringAboutAsync(
        Func<RegistryClient, CancellationToken, ValueTask<bool>> isSo, Func<CancellationToken, ValueTask> bringAbout, CancellationToken cancellationToken) =>
        WithinAsync(LongestWait, token => BringAboutInTimeAsync(isSo, bringAbout, token), cancellationToken);

    /// <exception cref="FaultException">The work took longer than <paramref name="wait"/>.</exception>
    public static async ValueTask<bool> WithinAsync(TimeSpan wait, Func<CancellationToken, ValueTask<bool>> work, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(wait);
        try
        {
            return await work(limited.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ChainOutages.Create(
                $"The block with the change is not final after {wait.TotalMinutes:0} minute(s). The keys in use are still valid; run the command again to continue.");
        }
    }

    private async ValueTask<bool> BringAboutInTimeAsync(
        Func<RegistryClient, CancellationToken, ValueTask<bool>> isSo, Func<CancellationToken, ValueTask> bringAbout, CancellationToken cancellationToken)
    {
        for (var isOurs = false; ;)
        {
            try
            {
                if (await IsSoAsync(isSo, cancellationToken))
                {
                    return isOurs;
                }

                if (!await isSo(_newest, cancellationToken))
                {
                    await bringAbout(cancellationToken);
                    isOurs = true;
                    continue;
                }
            }
            catch (Exception passing) when (isOurs && (ChainOutages.Includes(passing) || passing is AccountBusyException))
            {
                // The transaction was in a block. An outage does not change that. If a reorganisation returned it to the pool, it waits for another block.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
