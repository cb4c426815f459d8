using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Store.LiteDb.Files;
using Ledger.Verify.Chain;
using LiteDB;

namespace Ledger.Store.LiteDb.Anchors;

/// <summary>
/// The collections <c>anchors</c> (one document per anchored size) and <c>chain</c> (the chain binding, the outgoing transaction and the status
/// mark). Times are in milliseconds since 1970 UTC, because LiteDB returns dates in local time. Safe for use from any thread.
/// </summary>
internal sealed class AnchorDocuments
{
    private const string AnchorsName = "anchors";
    private const string ChainName = "chain";
    private const string Outgoing = "outgoing";
    private const string StatusMarkId = "statusMark";
    private const string Binding = "binding";

    private readonly LiteFile _file;
    private readonly AnchorCache _cache = new();
    private volatile AnchorBinding? _binding; // A cache of its document, which is otherwise read for every anchor.

    public AnchorDocuments(LiteFile file)
    {
        _file = file;
        file.EnsureCollection(AnchorsName).EnsureIndex("final", "$.final");
        file.EnsureCollection(ChainName);
        _binding = ReadBinding(Chain.FindById(Binding));
    }

    private ILiteCollection<BsonDocument> Anchors => _file.Collection(AnchorsName);

    private ILiteCollection<BsonDocument> Chain => _file.Collection(ChainName);

    public AnchorBinding? FindBinding() => _binding;

    public void SaveBinding(AnchorBinding binding)
    {
        var document = WritePlace(binding.Chain);
        document["_id"] = Binding;
        document["left"] = new BsonArray(binding.Left.Select(left =>
        {
            var place = WritePlace(left.Chain);
            place["upTo"] = left.UpTo;
            return place;
        }));
        document["migrated"] = new BsonArray(binding.MigratedSizes.Select(size => new BsonValue(size)));
        Write(() => Chain.Upsert(document));
        _binding = binding;
        _cache.Clear(); // Each anchor carries the chain that it was left on.
    }

    public void Save(AnchoredCheckpoint anchor)
    {
        var document = Write(anchor);
        WriteAnchor(() => Anchors.Upsert(document));
    }

    public AnchoredCheckpoint? FindCovering(long index)
    {
        if (!_cache.TryFind(index, out var anchor, out var version))
        {
            // With a parameter: Query.GT writes the index into the expression text. LiteDB compiles each new text and never frees it.
            anchor = Read(_file.Use(() => Anchors.FindOne(BsonExpression.Create("_id > @0", index))));
            _cache.Add(version, index, anchor);
        }

        return anchor;
    }

    public AnchoredCheckpoint? FindNewest() => Read(_file.Use(() => Anchors.FindOne(Query.All("_id", Query.Descending)))) is { LeftOn: null } newest ? newest : null;

    public ImmutableArray<AnchoredCheckpoint> ListPending() =>
    [
        .. _file.Use(() => Anchors.Find(Query.EQ("final", false)).ToList()).Select(Read).OfType<AnchoredCheckpoint>().Where(anchor => anchor.LeftOn is null)
            .OrderBy(anchor => anchor.Facts.NewSize),
    ];

    public void Remove(long size)
    {
        WriteAnchor(() => Anchors.Delete(size));
    }

    public OutgoingTransaction? FindOutgoing()
    {
        var document = _file.Use(() => Chain.FindById(Outgoing));
        if (document is null)
        {
            return null;
        }

        var nonce = document["nonce"].AsInt64;
        return new OutgoingTransaction(
            nonce,
            [.. document["attempts"].AsArray.Select(attempt =>
                new SignedTransaction(Bson.Digest(attempt["hash"]), [.. attempt["bytes"].AsBinary], nonce))],
            Bson.Time(document["sentAt"]),
            document["anchorSize"].IsNull ? null : document["anchorSize"].AsInt64);
    }

    public void SaveOutgoing(OutgoingTransaction? transaction)
    {
        if (transaction is null)
        {
            Write(() => Chain.Delete(Outgoing));
            return;
        }

        var document = new BsonDocument
        {
            ["_id"] = Outgoing,
            ["nonce"] = transaction.Nonce,
            ["attempts"] = new BsonArray(transaction.Attempts.Select(attempt => new BsonDocument
            {
                ["hash"] = attempt.Hash.ToArray(),
                ["bytes"] = attempt.Bytes.ToArray(),
            })),
            ["sentAt"] = transaction.SentAt.ToUnixTimeMilliseconds(),
            ["anchorSize"] = transaction.AnchorSize is { } size ? size : BsonValue.Null,
        };
        Write(() => Chain.Upsert(document));
    }

    /// <summary>
    /// Reads the mark. Earlier versions wrote marks without a block; such a mark counts as none, and the statuses are compared again.
    /// </summary>
    public StatusMark ReadStatusMark() => _file.Use(() => Chain.FindById(StatusMarkId)) is { } document && document.ContainsKey("blockHash")
        ? new StatusMark(
            document["index"].AsInt64,
            new ChainBlock(document["block"].AsInt64, Bson.Digest(document["blockHash"]), Bson.Time(document["blockTime"])))
        : StatusMark.None;

    public void SaveStatusMark(StatusMark mark)
    {
        var document = new BsonDocument
        {
            ["_id"] = StatusMarkId,
            ["index"] = mark.Index,
            ["block"] = mark.Block.Number,
            ["blockHash"] = mark.Block.Hash.ToArray(),
            ["blockTime"] = mark.Block.Time.ToUnixTimeMilliseconds(),
        };
        Write(() => Chain.Upsert(document));
    }

    /// <summary>Writes durably.</summary>
    private void Write(Func<bool> change) => _file.Use(() =>
    {
        var isChanged = change();
        _file.MakeDurable();
        return isChanged;
    });

    // A write that failed may have changed something.
    private void WriteAnchor(Func<bool> change)
    {
        try
        {
            Write(change);
        }
        finally
        {
            _cache.Clear();
        }
    }

    private static BsonDocument Write(AnchoredCheckpoint anchor) => new()
    {
        ["_id"] = anchor.Facts.NewSize,
        ["oldSize"] = anchor.Facts.OldSize,
        ["root"] = anchor.Facts.Root.ToArray(),
        ["tx"] = anchor.Facts.Transaction.ToArray(),
        ["block"] = anchor.Facts.Block.Number,
        ["blockHash"] = anchor.Facts.Block.Hash.ToArray(),
        ["blockTime"] = anchor.Facts.Block.Time.ToUnixTimeMilliseconds(),
        ["checkpoint"] = anchor.Checkpoint,
        ["final"] = anchor.IsFinal,
    };

    private static BsonDocument WritePlace(ChainPlace place) => new()
    {
        ["chainId"] = place.ChainId,
        ["registry"] = place.Registry.ToString(),
        ["logAnchor"] = place.LogAnchor.ToString(),
    };

    private static ChainPlace ReadPlace(BsonValue place) => new(place["chainId"].AsInt64, Bson.Address(place["registry"]), Bson.Address(place["logAnchor"]));

    private static AnchorBinding? ReadBinding(BsonDocument? document) => document is null ? null : new AnchorBinding(
        ReadPlace(document),
        [.. document["left"].AsArray.Select(left => new RetiredAnchors(ReadPlace(left), left["upTo"].AsInt64))],
        [.. document["migrated"].AsArray.Select(size => size.AsInt64)]);

    private AnchoredCheckpoint? Read(BsonDocument? document) => document is null ? null : new AnchoredCheckpoint(
        new AnchorFacts(
            document["oldSize"].AsInt64,
            document["_id"].AsInt64,
            Bson.Digest(document["root"]),
            Bson.Digest(document["tx"]),
            new ChainBlock(document["block"].AsInt64, Bson.Digest(document["blockHash"]), Bson.Time(document["blockTime"]))),
        document["checkpoint"].AsString,
        document["final"].AsBoolean)
    {
        LeftOn = _binding?.LeftOn(document["_id"].AsInt64),
    };
}
