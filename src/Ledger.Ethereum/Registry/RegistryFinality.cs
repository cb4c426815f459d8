using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// What the registry has in a final block, and waiting for it: what only a newer block has may be taken back. Stateless but for the chain.
/// </summary>
internal sealed class RegistryFinality(EthereumAnchorChain chain)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly RegistryClient _newest = new(chain);

    /// <summary>Whether something is so in the newest final block.</summary>
    public async ValueTask<bool> IsSoAsync(Func<RegistryClient, CancellationToken, ValueTask<bool>> isSo, CancellationToken cancellationToken)
    {
        var source = await chain.ReadSourceAsync(cancellationToken);
        try
        {
            return source.Final.Number >= 0 && await isSo(new RegistryClient(chain) { AsOf = source.Final }, cancellationToken);
        }
        catch (ChainFaultException young) when (young.Fault == AnchoringFaults.ContractsMissing)
        {
            return false; // Final is what was before the contracts. Whether they are there now is asked next.
        }
    }

    /// <summary>Brings something about and waits until a final block has it. What a reorganisation takes back is brought about again.</summary>
    /// <returns>Whether it had to be brought about.</returns>
    /// <exception cref="ChainUnavailableException">The chain cannot be asked, or nothing was final within <see cref="LongestWait"/>.</exception>
    public ValueTask<bool> BringAboutAsync(
        Func<RegistryClient, CancellationToken, ValueTask<bool>> isSo, Func<CancellationToken, ValueTask> bringAbout, CancellationToken cancellationToken) =>
        WithinAsync(LongestWait, token => BringAboutInTimeAsync(isSo, bringAbout, token), cancellationToken);

    /// <exception cref="ChainUnavailableException">It took longer.</exception>
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
            throw new ChainUnavailableException(
                $"The block that tells of the change is not final after {wait.TotalMinutes:0} minute(s). The keys in use are still good; run it again to go on.");
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
            catch (Exception passing) when (isOurs && passing is ChainUnavailableException or AccountBusyException)
            {
                // It was in a block: an outage says nothing about it, and where a reorganisation put it back into the pool it waits for another.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
