using Ledger.Anchoring;
using Ledger.Verify.Chain;

namespace Ledger.Mirroring;

/// <summary>
/// Reads chain facts about a bundle: from the mirror while it is fresh, without a call, otherwise from the chain itself. If neither is possible, the
/// facts are unknown: old data never makes a record valid. It also never makes a record false. Facts that the mirror lacks may be new, so the mirror
/// first catches up. Safe for use from any thread.
/// </summary>
/// <param name="mirror">The mirror.</param>
/// <param name="chain">The chain itself.</param>
/// <param name="newestKnown">
/// The newest block that this node has seen. A mirror without it must catch up, too. Otherwise a caller who was told that a revocation is on chain
/// would then be told that the record is in force.
/// </param>
/// <param name="maxAge">The largest age of the mirror's last contact with the chain.</param>
/// <param name="clock">The clock of the mirror.</param>
public sealed class MirroredFacts(ChainMirror mirror, IChainFacts chain, Func<long> newestKnown, TimeSpan maxAge, TimeProvider clock) : IChainFacts
{
    public async ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        var known = newestKnown();
        if (mirror.Find(maxAge) is { } view && view.Source.Latest.Number >= known && view.FactsOf(questions) is var facts && IsComplete(facts, questions))
        {
            return facts;
        }

        await mirror.CatchUpAsync(asked, cancellationToken);
        if (mirror.View is { } newer && newer.Source.SeenAt >= asked && newer.Source.Latest.Number >= known)
        {
            return newer.FactsOf(questions);
        }

        var direct = await chain.ReadFactsAsync(questions, cancellationToken);
        return direct.Source.IsKnown ? direct : ChainFacts.NotAsked($"{direct.Source.Problem} {mirror.Age()}", direct.Source.Reason);
    }

    /// <summary>
    /// Whether later blocks can only change the record's status and not the facts that the bundle depends on. A mirror with the anchor has every key
    /// and authority of that time, too.
    /// </summary>
    private static bool IsComplete(ChainFacts facts, BundleQuestions questions) =>
        facts.Department.Value is not null && facts.RecordKey.Value is not null && facts.RecordType.Value is not null && !facts.Authority.Value.IsEmpty
        && (questions.AnchoredSize is null || (facts.Anchor.Value is { } anchor && anchor.Block.Number <= facts.Source.Value.Final.Number));
}
