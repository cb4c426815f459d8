using System.Collections.Immutable;
using System.Text;
using Ledger.Anchoring;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Tracing;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Proofs;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Trees;

namespace Ledger.Proving;

/// <summary>
/// Makes the bundle of a record: what a stranger needs to verify it. It proves inclusion in the first anchored head that covers the
/// entry, as soon as that anchor is final; before that, in the newest checkpoint, without an anchor. Safe for use from any thread.
/// </summary>
public sealed class BundleProver(DepartmentLog log, IAnchorStore anchors, RecordOpener opener, Func<ChainSource?> chain)
{
    /// <summary>The whole bundle of a record.</summary>
    /// <param name="id">The record.</param>
    /// <param name="claims">The claims to disclose, by path; null discloses all, an empty list none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The canonical JSON of the bundle.</returns>
    public async ValueTask<Outcome<byte[]>> ProveAsync(RecordId id, IReadOnlyList<ClaimPath>? claims, CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.Prove, log.Department.Id.ToString()).WithRecord(id.ToString());
        var entries = await log.Store.FindByRecordAsync(id, cancellationToken);
        if (entries.IsEmpty || !entries[0].IsRecord)
        {
            return ProvingFaults.RecordNotFound;
        }

        var opened = await opener.OpenAsync(entries[0], cancellationToken);
        return opened.Refusal is { } refusal ? refusal : await ProveOpenAsync(opened.Required, claims, cancellationToken);
    }

    /// <summary>
    /// The whole bundle of a record that was logged a moment ago, with every disclosure: the same as <see cref="ProveAsync"/> makes, from what is
    /// still in memory. Nothing is read back from the journal and nothing is decrypted.
    /// </summary>
    /// <param name="entry">Its entry, as committed.</param>
    /// <param name="content">Its salt and its SD-JWT with every disclosure, as sealed for that entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The canonical JSON of the bundle.</returns>
    public async ValueTask<byte[]> ProveNewAsync(StoredEntry entry, Payload content, CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.Prove, log.Department.Id.ToString()).WithRecord(entry.Id.ToString());
        return Write(entry, content.Salt, content.Text, await ProveEntryAsync(entry, cancellationToken));
    }

    /// <summary>Proves that an entry is in the log: in its first final anchored head, else in the newest checkpoint.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log is not that long.</exception>
    /// <exception cref="StoreDamagedException">The tiles do not prove the entry.</exception>
    public async ValueTask<EntryProof> ProveEntryAsync(long index, CancellationToken cancellationToken) => await ProveEntryAsync(
        await log.Store.FindAsync(index, cancellationToken) ?? throw new ArgumentOutOfRangeException(nameof(index), index, "The log is not that long."),
        cancellationToken);

    private async ValueTask<EntryProof> ProveEntryAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        var index = entry.Index;
        var anchored = await anchors.FindCoveringAsync(index, cancellationToken) is { IsFinal: true } final && (final.LeftOn ?? (object?)chain()) is not null ? final : null;
        var published = log.Publisher.Published;
        var size = anchored?.Facts.NewSize ?? published.Head.Size;
        var path = await log.Tree.ProveInclusionAsync(index, size, cancellationToken);
        EnsureLeadsTo(entry, size, path, anchored?.Facts.Root ?? published.Head.Root);
        return new EntryProof(new TlogProof(index, path, anchored?.Checkpoint ?? published.Note), anchored);
    }

    // A damaged tile makes a proof that leads elsewhere. Whoever checked it would call the record not genuine, though the fault is ours.
    private void EnsureLeadsTo(StoredEntry entry, long size, ImmutableArray<Digest> path, Digest root)
    {
        if (!InclusionProof.Verify(entry.Index, size, TreeHash.Leaf(entry.Text.Span), path, root))
        {
            log.Tree.Forget(); // What was hashed from a damaged tile must not outlive its repair.
            throw new StoreDamagedException($"The tiles of {log.Department.Origin} do not prove entry {entry.Index} at size {size}.")
            {
                Place = new DamagePlace("tile", 0, entry.Index),
            };
        }
    }

    private async ValueTask<Outcome<byte[]>> ProveOpenAsync(OpenRecord record, IReadOnlyList<ClaimPath>? claims, CancellationToken cancellationToken)
    {
        if (claims is not null && FindUnknown(record, claims) is { } unknown)
        {
            return unknown;
        }

        var proof = await ProveEntryAsync(record.Entry, cancellationToken);
        return Write(record.Entry, record.Salt, record.Claims.Present(claims ?? [.. record.Claims.DisclosedPaths]), proof);
    }

    private byte[] Write(StoredEntry entry, byte[] salt, string text, EntryProof proof) =>
        new RecordBundle(text, Encoding.UTF8.GetString(entry.Text.Span), [.. salt], proof.Proof.ToString(), AnchorOf(proof)).ToUtf8();

    private static Refusal? FindUnknown(OpenRecord record, IReadOnlyList<ClaimPath> claims)
    {
        var unknown = claims
            .Where(path => !path.SelectFrom(record.Claims.Payload).Any())
            .Select(path => new Violation(path.ToString(), new LocalizedText("记录中没有此项。", "The record has no such claim.")))
            .ToImmutableArray();
        return unknown.IsEmpty ? null : new Refusal(ProvingFaults.ClaimUnknown, unknown);
    }

    // The first anchor stays the first, also when the chain that holds it has been left: only it tells when a chain saw the record.
    private BundleAnchor? AnchorOf(EntryProof proof)
    {
        if (proof.Anchor is not { Facts: { } facts } anchored || (anchored.LeftOn ?? (chain() is { } source ? ChainPlace.Of(source) : null)) is not { } place)
        {
            return null;
        }

        return new BundleAnchor(
            place.ChainId, place.Registry, place.LogAnchor, OnChainId.OfDepartment(log.Department.Origin),
            facts.NewSize, facts.Root, facts.Block.Number, facts.Block.Hash, facts.Transaction);
    }
}
