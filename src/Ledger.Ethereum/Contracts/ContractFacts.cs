using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>Turns what the contracts' views return into facts. Zero values are how a contract says "never heard of".</summary>
internal static class ContractFacts
{
    public static DepartmentFacts? Department(AbiValue result)
    {
        var department = result[0];
        return department[1].Number.IsZero
            ? null
            : new DepartmentFacts(department[3].Text, department[4].Text, department[0].Address, Time(department[1]), FindTime(department[2]));
    }

    public static ImmutableArray<LogKeyFacts> LogKeys(AbiValue result) =>
        [.. result[0].Items.Select(key => new LogKeyFacts(key[0].Bytes, Interval(key[1], key[2])) { CompromisedSince = FindTime(key[3]) })];

    public static RecordKeyFacts? RecordKey(AbiValue result) => result[0][3].Number.IsZero ? null : ToRecordKey(result[0]);

    public static ImmutableArray<RecordKeyFacts> RecordKeys(AbiValue result) => [.. result[0].Items.Select(ToRecordKey)];

    public static RecordTypeFacts? RecordType(AbiValue result) =>
        result[0][2].Number.IsZero ? null : new RecordTypeFacts(result[0][0].Text, result[0][1].Digest);

    public static ImmutableArray<Validity> Authorities(AbiValue result) =>
        [.. result[0].Items.Select(authority => Interval(authority[0], authority[1]))];

    public static Digest? Root(AbiValue result) => result[0].Digest is { IsZero: false } root ? root : null;

    /// <summary>A department's head; size 0 before the first anchor.</summary>
    public static AnchoredHead Head(AbiValue result) => new(result[0].Long, result[1].Digest, result[2].Long, result[4].Long);

    private static RecordKeyFacts ToRecordKey(AbiValue key) => new(key[0].Digest, key[1].Byte, key[2].Bytes, Interval(key[3], key[4]))
    {
        CompromisedSince = FindTime(key[5]),
    };

    private static Validity Interval(AbiValue from, AbiValue until) => new(Time(from), FindTime(until));

    public static DateTimeOffset? FindTime(AbiValue seconds) => seconds.Number.IsZero ? null : Time(seconds);

    /// <summary>Contract times are uint64 seconds; a far future beyond our calendar is its last moment.</summary>
    public static DateTimeOffset Time(AbiValue seconds) => seconds.Number > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.MaxValue
        : DateTimeOffset.FromUnixTimeSeconds((long)seconds.Number);
}
