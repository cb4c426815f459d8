using System.Collections.Immutable;
using System.Text;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A log in memory: a real tree, and its heads that a chain has accepted. Written by one test, then only read.</summary>
internal sealed class TestLog(string origin)
{
    private readonly List<Digest> _leaves = [];
    private readonly List<AnchorFacts> _anchors = [];

    public long Size => _leaves.Count;

    /// <summary>The accepted heads, oldest first.</summary>
    public ImmutableArray<AnchorFacts> Anchors => [.. _anchors];

    public long Append(LogEntry entry)
    {
        _leaves.Add(TreeHash.Leaf(entry.ToUtf8()));
        return Size - 1;
    }

    /// <summary>Appends unrelated entries, so that the tree around a record is a real one.</summary>
    public void AppendOthers(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var commitment = Digest.Sha256(Encoding.UTF8.GetBytes($"{origin} {Size}"));
            Append(new LogEntry(Times.Logged.ToUnixTimeMilliseconds() + i, commitment, $"019ab000-0000-7000-9000-{Size:x12}", EntryKind.Certificate, null));
        }
    }

    public Checkpoint Head(long size) => new(origin, size, RootOf(0, size));

    public TlogProof Prove(long index, long size, params ReadOnlySpan<INoteSigner> signers)
    {
        var hashes = InclusionProof.Plan(index, size).Assemble(node => RootOf(node.Index << node.Level, (node.Index + 1) << node.Level));
        return new TlogProof(index, hashes, SignedNote.Sign(Head(size).ToText(), signers).ToString());
    }

    /// <summary>Returns the proof that a head extends an earlier one.</summary>
    public ImmutableArray<Digest> ProveGrowth(long oldSize, long size) =>
        ConsistencyProof.Plan(oldSize, size).Assemble(node => RootOf(node.Index << node.Level, (node.Index + 1) << node.Level));

    /// <summary>Lets the chain accept the newest head.</summary>
    public AnchorFacts Anchor(ChainBlock block)
    {
        var oldSize = _anchors is [.., var last] ? last.NewSize : 0;
        var transaction = Digest.Sha256(Encoding.UTF8.GetBytes($"{origin} {Size} transaction"));
        var anchor = new AnchorFacts(oldSize, Size, Head(Size).Root, transaction, block);
        _anchors.Add(anchor);
        return anchor;
    }

    private Digest RootOf(long from, long until)
    {
        var tree = new CompactRange();
        for (var i = from; i < until; i++)
        {
            tree.Append(_leaves[(int)i]);
        }

        return tree.Root();
    }
}
