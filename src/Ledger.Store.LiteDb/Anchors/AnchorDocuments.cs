using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using LiteDB;

namespace Ledger.Store.LiteDb.Anchors;

/// <summary>
/// The collections <c>anchors</c> (one document per anchored size) and <c>chain</c> (the transaction on its way, the status mark).
/// Times are milliseconds since 1970 UTC, because LiteDB hands dates back in local time. Safe for use from any thread.
/// </summary>
internal sealed class AnchorDocuments
{
    private const string Outgoing = "outgoing";
    private const string StatusMarkId = "statusMark";

    private readonly ILiteCollection<BsonDocument> _anchors;
    private readonly ILiteCollection<BsonDocument> _chain;

    public AnchorDocuments(LiteDatabase database)
    {
        _anchors = database.GetCollection("anchors");
        _anchors.EnsureIndex("final", "$.final");
        _chain = database.GetCollection("chain");
    }

    public void Save(AnchoredCheckpoint anchor) => _anchors.Upsert(Write(anchor));

    public AnchoredCheckpoint? FindCovering(long index) => Read(_anchors.FindOne(Query.GT("_id", index)));

    public AnchoredCheckpoint? FindNewest() => Read(_anchors.FindOne(Query.All("_id", Query.Descending)));

    public ImmutableArray<AnchoredCheckpoint> ListPending() =>
        [.. _anchors.Find(Query.EQ("final", false)).Select(Read).OfType<AnchoredCheckpoint>().OrderBy(anchor => anchor.Facts.NewSize)];

    public void Remove(long size) => _anchors.Delete(size);

    public OutgoingTransaction? FindOutgoing()
    {
        var document = _chain.FindById(Outgoing);
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
            _chain.Delete(Outgoing);
            return;
        }

        _chain.Upsert(new BsonDocument
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
        });
    }

    /// <summary>A mark that names no block, as earlier versions wrote, is none: comparing anew costs calls and nothing else.</summary>
    public StatusMark ReadStatusMark() => _chain.FindById(StatusMarkId) is { } document && document.ContainsKey("blockHash")
        ? new StatusMark(
            document["index"].AsInt64,
            new ChainBlock(document["block"].AsInt64, Bson.Digest(document["blockHash"]), Bson.Time(document["blockTime"])))
        : StatusMark.None;

    public void SaveStatusMark(StatusMark mark) => _chain.Upsert(new BsonDocument
    {
        ["_id"] = StatusMarkId,
        ["index"] = mark.Index,
        ["block"] = mark.Block.Number,
        ["blockHash"] = mark.Block.Hash.ToArray(),
        ["blockTime"] = mark.Block.Time.ToUnixTimeMilliseconds(),
    });

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

    private static AnchoredCheckpoint? Read(BsonDocument? document) => document is null ? null : new AnchoredCheckpoint(
        new AnchorFacts(
            document["oldSize"].AsInt64,
            document["_id"].AsInt64,
            Bson.Digest(document["root"]),
            Bson.Digest(document["tx"]),
            new ChainBlock(document["block"].AsInt64, Bson.Digest(document["blockHash"]), Bson.Time(document["blockTime"]))),
        document["checkpoint"].AsString,
        document["final"].AsBoolean);
}
