using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using LiteDB;

namespace Ledger.Store.LiteDb.Anchors;

/// <summary>Reads our own values from LiteDB. Rejects values of any other form.</summary>
internal static class Bson
{
    public static Ledger.Verify.Trees.Digest Digest(BsonValue value) =>
        value.IsBinary && Ledger.Verify.Trees.Digest.TryRead(value.AsBinary, out var digest)
            ? digest
            : throw new FaultException(StoreFaults.Damaged, "ledger.db holds a document about the chain that is not as written.");

    public static ChainAddress Address(BsonValue value) =>
        value.IsString && ChainAddress.TryParse(value.AsString, out var address)
            ? address
            : throw new FaultException(StoreFaults.Damaged, "ledger.db holds a document about the chain that is not as written.");

    public static DateTimeOffset Time(BsonValue value) =>
        value.IsInt64 && value.AsInt64 >= 0 && value.AsInt64 <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64)
            : throw new FaultException(StoreFaults.Damaged, "ledger.db holds a document about the chain that is not as written.");
}
