using System.Collections.Immutable;
using System.Text;
using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Tracing;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Proofs;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Proving;

/// <summary>
/// Makes the bundle of a record: everything a stranger needs to verify it. If a final anchor covers the entry, the bundle proves inclusion in the
/// first anchored head that covers it. Otherwise it proves inclusion in the newest checkpoint, without an anchor. Safe for use from any thread.
/// </summary>
public sealed class BundleProver(DepartmentLog log, IAnchorStore anchors, RecordOpener opener, Func<ChainSource?> chain)
{
    /// <summary>Makes the bundle of a record.</summary>
    /// <param name="id">The record.</param>
    /// <param name="claims">The paths of the claims to disclose. Null discloses all, an empty list none.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async ValueTask<Outcome<ProvenBundle>> ProveAsync(RecordId id, IReadOnlyList<ClaimPath>? claims, CancellationToken cancellationToken)
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
    /// Makes the bundle of a record that was just logged, with every disclosure. The result equals that of <see cref="ProveAsync"/>. It uses the
    /// record in memory, so it neither reads the journal nor decrypts.
    /// </summary>
    /// <param name="entry">The committed entry.</param>
    /// <param name="content">The salt and the SD-JWT with every disclosure, as sealed for that entry.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The canonical JSON of the bundle.</returns>
    public async ValueTask<byte[]> ProveNewAsync(StoredEntry entry, Payload content, CancellationToken cancellationToken)
    {
        using var span = StepTrace.Start(StepTrace.Prove, log.Department.Id.ToString()).WithRecord(entry.Id.ToString());
        return Write(entry, content.Salt, content.Text, await ProveEntryAsync(entry, cancellationToken));
    }

    /// <summary>Proves that an entry is in the log: in its first final anchored head, otherwise in the newest checkpoint.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log has no entry at this index.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the tiles do not prove the entry.</exception>
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

    // A damaged tile leads to a wrong proof. A verifier would then call the record not genuine, although the fault is ours.
    private void EnsureLeadsTo(StoredEntry entry, long size, ImmutableArray<Digest> path, Digest root)
    {
        if (!InclusionProof.Verify(entry.Index, size, TreeHash.Leaf(entry.Text.Span), path, root))
        {
            log.Tree.Forget(); // Hashes of the damaged tile must not stay in the cache after a repair.
            throw new FaultException(StoreFaults.Damaged, $"The tiles of {log.Department.Origin} do not prove entry {entry.Index} at size {size}.")
            {
                Place = new DamagePlace("tile", 0, entry.Index),
            };
        }
    }

    private async ValueTask<Outcome<ProvenBundle>> ProveOpenAsync(OpenRecord record, IReadOnlyList<ClaimPath>? claims, CancellationToken cancellationToken)
    {
        if (claims is not null && FindUnknown(record.Claims, claims) is { } unknown)
        {
            return unknown;
        }

        var proof = await ProveEntryAsync(record.Entry, cancellationToken);
        var wanted = claims ?? record.Claims.DisclosedPaths;

        // Present adds what contains a claim. Its own result must not be given to it again: it would add everything in there.
        return new ProvenBundle(
            Write(record.Entry, record.Salt, record.Claims.Present(wanted), proof), record.Entry, record.Claims, record.Claims.FindPresented(wanted));
    }

    private byte[] Write(StoredEntry entry, byte[] salt, string text, EntryProof proof) =>
        new RecordBundle(text, Encoding.UTF8.GetString(entry.Text.Span), [.. salt], proof.Proof.ToString(), FindAnchor(proof)).ToUtf8();

    /// <summary>Which of the wanted claims a record does not have. Null if it has all.</summary>
    /// <param name="record">All claims of the record.</param>
    /// <param name="wanted">The paths.</param>
    public static Refusal? FindUnknown(SdJwtClaims record, IReadOnlyList<ClaimPath> wanted)
    {
        ArgumentNullException.ThrowIfNull(record);
        var unknown = wanted
            .Where(path => !path.SelectFrom(record.Payload).Any())
            .Select(path => new Violation(path.ToString(), new LocalizedText("记录中没有此项。", "The record has no such claim.")))
            .ToImmutableArray();
        return unknown.IsEmpty ? null : new Refusal(ProvingFaults.ClaimUnknown, unknown);
    }

    // The first anchor stays the first, even after the department left its chain. Only that anchor says when a chain first saw the record.
    private BundleAnchor? FindAnchor(EntryProof proof)
    {
        if (proof.Anchor is not { Facts: { } facts } anchored || (anchored.LeftOn ?? (chain() is { } source ? ChainPlace.FromSource(source) : null)) is not { } place)
        {
            return null;
        }

        return new BundleAnchor(
            place.ChainId, place.Registry, place.LogAnchor, OnChainId.OfDepartment(log.Department.Origin),
            facts.NewSize, facts.Root, facts.Block.Number, facts.Block.Hash, facts.Transaction);
    }
}
