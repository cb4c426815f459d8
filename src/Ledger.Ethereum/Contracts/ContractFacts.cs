using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Mirroring;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Contracts;

/// <summary>Converts the results of the contracts' views to facts. A contract returns zeros for something it does not know.</summary>
internal static class ContractFacts
{
    public static DepartmentFacts? Department(DepartmentOfOutputDTO result) => result.ReturnValue1 is { AdmittedAt: not 0 } department
        ? new DepartmentFacts(
            department.Origin, department.NodeUrl, department.Operator.ToChainAddress(), Time(department.AdmittedAt), FindTime(department.SuspendedAt))
        : null;

    public static ImmutableArray<LogKeyFacts> LogKeys(LogKeysOfOutputDTO result) =>
    [
        .. result.ReturnValue1.Select(key => new LogKeyFacts([.. key.Key], new Validity(Time(key.ValidFrom), FindTime(key.ValidUntil)))
        {
            CompromisedSince = FindTime(key.CompromisedSince),
        }),
    ];

    public static RecordKeyFacts? FindRecordKey(RecordKeyOfOutputDTO result) => result.Key is { ValidFrom: not 0 } key ? ToRecordKey(key) : null;

    public static ImmutableArray<RecordKeyFacts> RecordKeys(RecordKeysOfOutputDTO result) => [.. result.ReturnValue1.Select(ToRecordKey)];

    public static RecordTypeFacts? FindRecordType(TypeOfOutputDTO result) =>
        result.ReturnValue1 is { RegisteredAt: not 0 } type ? new RecordTypeFacts(type.Uri, type.MetadataHash.ToDigest()) : null;

    public static ImmutableArray<Validity> Authorities(AuthoritiesOfOutputDTO result) =>
        [.. result.ReturnValue1.Select(authority => new Validity(Time(authority.ValidFrom), FindTime(authority.ValidUntil)))];

    public static Digest? FindRoot(RootAtOutputDTO result) => result.ReturnValue1.ToDigest() is { IsZero: false } root ? root : null;

    /// <summary>The head of a department; size 0 before the first anchor.</summary>
    /// <exception cref="FaultException">No log can have this size. The department caused it, not the endpoint.</exception>
    public static AnchoredHead Head(HeadOutputDTO result) => FindImpossible(result) is { } head
        ? throw Impossible(head)
        : new AnchoredHead((long)result.Size, result.Root.ToDigest(), result.BlockNumber.ToLong(), result.Count.ToLong());

    /// <summary>The head as stored in the contract, even if no log can have it.</summary>
    public static HeadState HeadState(HeadOutputDTO result) =>
        new(result.Size, result.Root.ToDigest(), result.BlockNumber.ToLong(), result.Count.ToLong());

    /// <summary>The head of a department if no log can have it; otherwise null.</summary>
    public static ImpossibleHead? FindImpossible(HeadOutputDTO result) =>
        result.Size > long.MaxValue ? new ImpossibleHead(result.Size, result.BlockNumber.ToLong()) : null;

    public static FaultException Impossible(ImpossibleHead head) => new(
        AnchoringFaults.HeadImpossible, $"Block {head.Block} holds an anchor of this department with the size {head.Size}, which no log can have.");

    public static DateTimeOffset? FindTime(ulong seconds) => seconds == 0 ? null : Time(seconds);

    /// <summary>Converts a contract time in seconds since 1970. A time at or beyond the end of the .NET calendar becomes its last moment.</summary>
    public static DateTimeOffset Time(ulong seconds) => seconds >= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.MaxValue
        : DateTimeOffset.FromUnixTimeSeconds((long)seconds);

    private static RecordKeyFacts ToRecordKey(RecordKey key) =>
        new(key.Thumbprint.ToDigest(), key.Algorithm, [.. key.PublicKey], new Validity(Time(key.ValidFrom), FindTime(key.ValidUntil)))
        {
            CompromisedSince = FindTime(key.CompromisedSince),
        };
}
