using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Anchors;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;
using LiteDB;

namespace Ledger.Store.LiteDb.Tests.Anchors;

/// <summary>Values of documents about the chain: what was not written so is damage.</summary>
public sealed class BsonProperties
{
    [Property(MaxTest = 100)]
    public Property Time_AnyMillisecond_IsReadAsWritten() => Prop.ForAll(
        Generators.Times(TimeSpan.FromMilliseconds(1)).ToArbitrary(), time => Bson.Time(time.ToUnixTimeMilliseconds()) == time);

    [Property(MaxTest = 300)]
    public Property Time_AnyOtherValue_IsDamage() => Prop.ForAll(
        Gen.OneOf(
            Gen.Elements(-1L, long.MinValue, long.MaxValue, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() + 1).Select(number => new BsonValue(number)),
            Generators.Texts.Select(text => new BsonValue(text)),
            Generators.BytesUpTo(9).Select(bytes => new BsonValue(bytes)),
            Gen.Elements(BsonValue.Null, BsonValue.MaxValue, BsonValue.MinValue, new BsonValue(true), new BsonValue(0.5), new BsonArray(), new BsonDocument())).ToArbitrary(),
        value =>
        {
            FaultAssert.Throws(StoreFaults.Damaged, () => Bson.Time(value));
        });
}
