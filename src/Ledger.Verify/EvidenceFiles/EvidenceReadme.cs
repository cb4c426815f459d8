using System.Globalization;
using Ledger.Verify.Evidence;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>Writes the text page of the evidence. Its reader may open it years later and not know this system.</summary>
internal static class EvidenceReadme
{
    public static string Write(RecordEvidence evidence)
    {
        var source = evidence.Facts.Source.Value;
        var seals = evidence.State is { Header: var header } ? BlockSeals.Find(header.AsSpan()) : null;
        var block = string.Create(CultureInfo.InvariantCulture,
            $"{source.Latest.Number}  {source.Latest.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}  {source.Latest.Hash.ToHex()}");
        return $"""
            Evidence of a record 记录存证
            ============================

            bundle.ledger.json  the record, sealed by the department, with its proof of inclusion in the department's log
            type.json           what the fields of such a record mean
            chain.json          what the chain of the departments held about it at the end of one block, with proofs (EIP-1186)
            {Reasons(evidence, "status.json         why its status was changed and by whom, as the department said; left out if the requester may not read it")}{Migration(evidence, "migration-1.bin     the facts of the earlier chain, where the record was anchored, when the department moved to this chain")}
            bundle.ledger.json  部门封签的记录，以及它在部门日志中的收录证明
            type.json           此类记录各项的含义
            chain.json          某一区块结束时，各部门共同的链上与此有关的内容及其证明（EIP-1186）
            {Reasons(evidence, "status.json         状态变更的理由与经办，出自部门，仅限有权知悉者")}{Migration(evidence, "migration-1.bin     部门由记录锚定所在的旧链迁至此链时，旧链上的内容")}
            The block 区块      {block}
            The chain 链        {source.ChainId.ToString(CultureInfo.InvariantCulture)}, registry 登记处 {source.Registry}
            {Proven(evidence, seals)}
            {Sealed(seals)}
            Check it, without any network:       ledger verify FILE --block-hash HASH
            无需联网即可核验：                   ledger verify FILE --block-hash HASH

            You still have to trust one thing: that the block belongs to the departments' chain. Take HASH from somebody you trust: any
            node of that chain, or other evidence of that day. Registered keys and authority are what the chain's node reported.

            仍需相信的只有一件事：该区块属于各部门共同的链。HASH 请取自可信之处：该链的任一节点，或当日的其他存证。
            登记的公钥与授权，以链节点当时的回答为准。

            """;
    }

    private static string Reasons(RecordEvidence evidence, string line) => evidence.Reasons.IsEmpty ? "" : line + "\n";

    // An empty line follows in both cases.
    private static string Migration(RecordEvidence evidence, string line) => evidence.Migrations.IsEmpty ? "" : line + "\n";

    private static string Proven(RecordEvidence evidence, BlockSeals? seals) => (evidence, seals) switch
    {
        ({ State: null }, _) => "Status and anchor are what the chain's node reported; it gave no proof. 状态与锚定以链节点的回答为准，节点未给出证明。",
        (_, { AreEnough: false }) => "Status and anchor are what the chain's node reported; too few validators sealed the block for a proof. 状态与锚定以链节点的回答为准；区块的有效封签不足，不成其为证明。",
        ({ Migrations.IsEmpty: true }, _) => "Status and anchored root follow from the block's hash. 状态与锚定的树根可由区块哈希推出。",
        _ => "Status and the recorded migration follow from the block's hash. 状态与所登记的迁移可由区块哈希推出。",
    };

    // An empty line follows in both cases.
    private static string Sealed(BlockSeals? seals) => seals is not { AreEnough: true } ? "" : $"""

        {seals.Signers.Length} of the {seals.Validators.Length} validators that the block names have sealed it. That makes it final among them: no other block
        of this height can have such seals unless more than a third of them seal twice. The block names its validators itself, so
        this does not show whose chain it is: compare them with the chain's genesis file or with a list of validators you trust.
        区块所列 {seals.Validators.Length} 个验证节点中有 {seals.Signers.Length} 个封签了它：除非超过三分之一的节点重复封签，同一高度不会有另一个如此封签的区块。
        验证节点名单出自区块本身，不能说明这是谁的链：请与该链的创世文件或可信的名单相比对。
        {string.Join('\n', seals.Validators.Select(validator => $"  {validator}{(seals.Signers.Contains(validator) ? "  sealed 已封签" : "")}"))}

        """;
}
