using System.Collections.Immutable;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>Checks evidence without a network and without a clock. Stateless.</summary>
public static class EvidenceCheck
{
    /// <summary>
    /// Verifies the bundle with the recorded answers of the chain, and checks that these answers follow from the hash of the block.
    /// </summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="expected">What is known about the block from a trusted source.</param>
    /// <param name="asOf">The time asked about. Null means the time of the block. Evidence contains nothing that happened after its block.</param>
    /// <returns>The report on the bundle and all findings about the proofs.</returns>
    public static EvidenceReport Run(RecordEvidence evidence, ExpectedBlock expected, DateTimeOffset? asOf)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(expected);
        var source = evidence.Facts.Source.Value;
        var opened = RecordVerifier.Open(evidence.Bundle.AsMemory());
        var report = RecordVerifier.Verify(opened, evidence.Facts, evidence.Migrations, new VerificationOptions
        {
            AsOf = asOf ?? source.Latest.Time,
            Now = source.Latest.Time,
            AreFactsFixed = true,
        });
        var seals = evidence.State is { Header: var header } ? BlockSeals.Find(header.AsSpan()) : null;
        var (isProven, state) = Open(evidence.State, seals, source.Latest);
        return new EvidenceReport(report,
        [
            Block(source, expected, seals),
            .. seals is null ? [] : Seals(seals, expected.Validators),
            new("proof", isProven, new("链上状态可由区块哈希推出。", "The chain's state follows from the block's hash.")),
            opened.Questions is { } questions && questions.AnchoredElsewhere(source) is not null
                ? Migration(source, questions.Origin, report.Migration, state)
                : Anchor(evidence.Facts, opened.Questions, state),
            Status(evidence.Facts, opened.Questions, state, report.AsOf),
            Type(evidence, opened.Questions),
        ], source.Latest)
        { Type = evidence.Type, Reasons = evidence.Reasons };
    }

    /// <summary>
    /// Opens the proven state, if there is one. IsProven is false when the evidence contradicts itself, and null when it proves nothing and refutes
    /// nothing.
    /// </summary>
    private static (bool? IsProven, ProvenState? State) Open(StateEvidence? evidence, BlockSeals? seals, ChainBlock block)
    {
        if (evidence is null || (seals is { AreEnough: false } && seals.BlockHash == block.Hash))
        {
            return (null, null);
        }

        return ProvenState.TryOpen(evidence, out var state) && state.Block == block ? (true, state) : (false, null);
    }

    private static IEnumerable<EvidenceFinding> Seals(BlockSeals seals, ImmutableArray<ChainAddress>? validators) =>
        validators is { } known ? [Seals(seals), Validators(seals, known)] : [Seals(seals)];

    // Validators change by vote, so a different list is not a contradiction.
    private static EvidenceFinding Validators(BlockSeals seals, ImmutableArray<ChainAddress> known) => AreOf(seals, known)
        ? new("validators", true, new("区块列出的验证节点与创世文件一致。", "The validators that the block names are those of the genesis file."))
        : new("validators", null, new(
            "区块列出的验证节点与创世文件不同，可能已投票变更；请与可信的名单比对。",
            "The validators that the block names are not those of the genesis file; votes may have changed them. Compare with a list you trust."));

    // Too few seals refute nothing. The block may be genuine, but the seals do not show it.
    private static EvidenceFinding Seals(BlockSeals seals) => new(
        "seals", seals.AreEnough ? true : null,
        seals.AreEnough
            ? new($"区块头列出的 {seals.Validators.Length} 个验证节点中有 {seals.Signers.Length} 个封签了该区块，超过三分之二；验证节点名单取自区块头本身。",
                $"{seals.Signers.Length} of the {seals.Validators.Length} validators that the block names sealed it, which is more than two thirds. The list of validators comes from the block itself.")
            : new($"区块头列出的 {seals.Validators.Length} 个验证节点中只有 {seals.Signers.Length} 个有效封签（需 {seals.Quorum} 个，另有 {seals.Rejected} 个无效），不足以证明。",
                $"Only {seals.Signers.Length} of the {seals.Validators.Length} validators that the block names sealed it, but {seals.Quorum} are needed ({seals.Rejected} other seals are invalid): it proves nothing."));

    // The author of a file can invent a chain for it, so the result depends on the trusted hash that the block is compared with.
    private static EvidenceFinding Block(ChainSource source, ExpectedBlock expected, BlockSeals? seals) => expected.Hash is { } trusted
        ? new("block", trusted == source.Latest.Hash, trusted == source.Latest.Hash
            ? new("区块哈希与所给的一致。", "The block's hash is the one that was given.")
            : new("区块哈希与所给的不一致。", "The block's hash is not the one that was given."))
        : seals is { AreEnough: true } && seals.BlockHash == source.Latest.Hash && expected.Validators is { } known && AreOf(seals, known)
            ? new("block", true, new("该区块由创世文件中的验证节点封签。", "The validators of the genesis file sealed the block."))
            : new("block", null, new(
                "区块哈希未与任何可信来源比对：请用 --block-hash 给出从可信处得知的区块哈希。",
                "The block's hash was compared with nothing: give a hash from a source that you trust, with --block-hash."));

    private static bool AreOf(BlockSeals seals, ImmutableArray<ChainAddress> known) => seals.Validators.ToHashSet().SetEquals(known);

    private static EvidenceFinding Anchor(ChainFacts facts, BundleQuestions? questions, ProvenState? state)
    {
        var text = new LocalizedText("锚定的树根在该状态中。", "The anchored root is in that state.");
        if (questions is not { AnchoredSize: { } size })
        {
            return new EvidenceFinding("anchor", false, text);
        }

        var proven = state?.Find(facts.Source.Value.LogAnchor, ContractSlots.RootAt(OnChainId.OfDepartment(questions.Origin), size));
        return new EvidenceFinding("anchor", proven is not { } slot ? null : ContractSlots.ReadDigest(slot) == facts.RootAtSize.Value, text);
    }

    // The migration record contains the anchors of the retired chain. This state contains the hash of the migration record.
    private static EvidenceFinding Migration(ChainSource source, string origin, MigrationPath? path, ProvenState? state)
    {
        var text = new LocalizedText("迁移记录及其锚定的树根在该状态中。", "The migration record, and the root anchored for it, are in that state.");
        var department = OnChainId.OfDepartment(origin);
        if (path is null || state?.Find(source.Registry, ContractSlots.MigrationOf(department, path.RecordHash)) is not { } recorded
            || state.Find(source.LogAnchor, ContractSlots.RootAt(department, path.Anchor.NewSize)) is not { } root)
        {
            return new EvidenceFinding("migration", null, text);
        }

        var isRecorded = ContractSlots.ReadMigration(recorded).RecordedAt == path.RecordedAt;
        return new EvidenceFinding("migration", isRecorded && ContractSlots.ReadDigest(root) == path.Anchor.Root, text);
    }

    // A record type of a retired chain need not be registered on this chain.
    private static EvidenceFinding Type(RecordEvidence evidence, BundleQuestions? questions)
    {
        var left = evidence.Migrations.Select(file => questions?.AnchoredOn is { } place ? file.Record.Find(place) : null)
            .SelectMany(chain => chain?.Types ?? []).FirstOrDefault(type => type.Type.Uri == questions?.RecordType);
        var registered = left?.Type ?? evidence.Facts.RecordType.Value;
        return new EvidenceFinding("type", registered?.MetadataHash == Digest.Sha256(evidence.Type.AsSpan()),
            new("类型说明与登记的哈希一致。", "The type's metadata has the registered hash."));
    }

    private static EvidenceFinding Status(ChainFacts facts, BundleQuestions? questions, ProvenState? state, DateTimeOffset asOf)
    {
        var text = new LocalizedText("记录的状态在该状态中。", "The record's status is in that state.");
        if (questions is null)
        {
            return new EvidenceFinding("status", false, text);
        }

        var (contract, department) = (facts.Source.Value.RecordStatus, OnChainId.OfDepartment(questions.Origin));
        if (state?.Find(contract, ContractSlots.StatusOf(department, questions.RecordId)) is not { } slot
            || state.Find(contract, ContractSlots.SuccessorOf(department, questions.RecordId)) is not { } successor)
        {
            return new EvidenceFinding("status", null, text);
        }

        var proven = ContractSlots.ReadStatus(slot);
        var last = facts.Statuses.Value.LastOrDefault();
        if (asOf < last?.At)
        {
            // The state contains only the newest status. Earlier ones are not proven.
            return new EvidenceFinding("status", null, new(
                "所询问的时间早于最近一次状态变更，当时的状态未获证明。", "The status changed after the time asked about; what it was then is not proven."));
        }

        var agrees = last is null
            ? proven == default
            : proven == new StatusSlot(last.Status, last.At, last.Sequence) && ContractSlots.ReadDigest(successor) == last.Successor;
        return new EvidenceFinding("status", agrees, text);
    }
}
