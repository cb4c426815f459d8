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

/// <summary>What the contracts' views return, as facts. A contract says "never heard of" with zeros.</summary>
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

    /// <summary>A department's head; size 0 before the first anchor.</summary>
    /// <exception cref="ChainFaultException">No log can have it: the department's doing, and no fault of the endpoint.</exception>
    public static AnchoredHead Head(HeadOutputDTO result) => FindImpossible(result) is { } head
        ? throw Impossible(head)
        : new AnchoredHead((long)result.Size, result.Root.ToDigest(), result.BlockNumber.ToLong(), result.Count.ToLong());

    /// <summary>The same as the contract has it.</summary>
    public static HeadState HeadState(HeadOutputDTO result) =>
        new(result.Size, result.Root.ToDigest(), result.BlockNumber.ToLong(), result.Count.ToLong());

    /// <summary>A department's head when no log can have it; otherwise null.</summary>
    public static ImpossibleHead? FindImpossible(HeadOutputDTO result) =>
        result.Size > long.MaxValue ? new ImpossibleHead(result.Size, result.BlockNumber.ToLong()) : null;

    public static ChainFaultException Impossible(ImpossibleHead head) => new(
        AnchoringFaults.HeadImpossible, $"Block {head.Block} holds an anchor of this department with the size {head.Size}, which no log can have.");

    public static DateTimeOffset? FindTime(ulong seconds) => seconds == 0 ? null : Time(seconds);

    /// <summary>Contract times are seconds since 1970; the last second of our calendar and whatever lies beyond it are its last moment.</summary>
    public static DateTimeOffset Time(ulong seconds) => seconds >= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.MaxValue
        : DateTimeOffset.FromUnixTimeSeconds((long)seconds);

    private static RecordKeyFacts ToRecordKey(RecordKey key) =>
        new(key.Thumbprint.ToDigest(), key.Algorithm, [.. key.PublicKey], new Validity(Time(key.ValidFrom), FindTime(key.ValidUntil)))
        {
            CompromisedSince = FindTime(key.CompromisedSince),
        };
}
