using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Checks whether the configured finality mode can be right. QBFT and IBFT mark every block, and their blocks are final immediately. On other
/// chains a difficulty above zero means that blocks compete. A <c>finalized</c> block below the newest one means that the newest is not final. A
/// young chain may not have a <c>finalized</c> block yet, so its absence counts only later.
/// </summary>
internal static class FinalityProbe
{
    private const int Young = 128;

    /// <returns>The fault; null when none is found.</returns>
    public static async ValueTask<Fault?> RunAsync(ChainSession session, FinalityMode mode, CancellationToken cancellationToken)
    {
        if (mode.Depth is > 0)
        {
            return null; // whether N is large enough cannot be read from the chain
        }

        var head = await session.ReadLatestAsync(cancellationToken);
        var latest = head.Block;
        var isIstanbul = head.MixHash == BlockHeader.QbftMixHash;
        var competes = !isIstanbul && latest.Number > 0 && head.Difficulty?.HexValue is { } difficulty && difficulty.AsSpan().ContainsAnyExcept('0', 'x');
        var isWrong = mode.Depth is 0
            ? competes || (!isIstanbul && await LagsAsync(session, latest, cancellationToken))
            : (isIstanbul || competes || latest.Number >= Young) && await IsUnknownAsync(session, cancellationToken);
        return isWrong ? AnchoringFaults.FinalityWrong : null;
    }

    // Asked twice, after the newest block, because an endpoint with several machines may lag once.
    private static async ValueTask<bool> LagsAsync(ChainSession session, ChainBlock latest, CancellationToken cancellationToken) =>
        await session.FindFinalizedAsync(cancellationToken) is { } first && first.Number < latest.Number
        && await session.FindFinalizedAsync(cancellationToken) is { } second && second.Number < latest.Number;

    private static async ValueTask<bool> IsUnknownAsync(ChainSession session, CancellationToken cancellationToken) =>
        await session.FindFinalizedAsync(cancellationToken) is null && await session.FindFinalizedAsync(cancellationToken) is null;
}
