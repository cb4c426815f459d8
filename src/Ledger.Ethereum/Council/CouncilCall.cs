using System.Collections.Immutable;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Council;

/// <summary>One decision of the council, as the call of the registry that executes it. Immutable.</summary>
public sealed class CouncilCall
{
    private CouncilCall(FunctionMessage call) => Data = [.. ContractAbi.EncodeCall(call)];

    /// <summary>The ABI-encoded call.</summary>
    public ImmutableArray<byte> Data { get; }

    /// <summary>Admits a department. Its id is the Keccak-256 of <paramref name="origin"/>.</summary>
    /// <param name="origin">The origin of the department's log.</param>
    /// <param name="operatorAddress">The account that anchors and sets statuses. It operates no other department.</param>
    /// <param name="nodeUrl">The address of the department's node.</param>
    /// <param name="logKey">The Ed25519 public key that signs the checkpoints.</param>
    public static CouncilCall Admit(string origin, ChainAddress operatorAddress, string nodeUrl, Digest logKey) =>
        new(new AdmitFunction { Origin = origin, Operator = operatorAddress.ToString(), NodeUrl = nodeUrl, LogKey = logKey.ToArray() });

    /// <summary>Suspends a department. A proposal that contains only suspensions has no delay.</summary>
    public static CouncilCall Suspend(string origin) => new(new SuspendFunction { Id = Id(origin) });

    /// <summary>Lets a suspended department act again.</summary>
    public static CouncilCall Reinstate(string origin) => new(new ReinstateFunction { Id = Id(origin) });

    /// <summary>Registers record types, each once.</summary>
    public static CouncilCall RegisterTypes(IReadOnlyList<RecordTypeRegistration> types) => new(new RegisterTypesFunction
    {
        TypeIds = [.. types.Select(type => TypeId(type.RecordType))],
        Uris = [.. types.Select(type => type.RecordType)],
        MetadataHashes = [.. types.Select(type => type.MetadataHash.ToArray())],
    });

    /// <summary>Authorises a department for these types from then on.</summary>
    public static CouncilCall AuthoriseTypes(string origin, IReadOnlyList<string> recordTypes) =>
        new(new AuthoriseTypesFunction { Id = Id(origin), TypeIds = [.. recordTypes.Select(TypeId)] });

    /// <summary>Ends the authority of a department for a type. What the chain saw before stays authorised.</summary>
    public static CouncilCall Deauthorise(string origin, string recordType) =>
        new(new DeauthoriseFunction { Id = Id(origin), TypeId = TypeId(recordType) });

    /// <summary>Gives a department another operator account.</summary>
    public static CouncilCall SetOperator(string origin, ChainAddress operatorAddress) =>
        new(new SetOperatorFunction { Id = Id(origin), Operator = operatorAddress.ToString() });

    /// <summary>Ends a record key. Null means the time of the execution.</summary>
    public static CouncilCall CloseRecordKey(string origin, Digest thumbprint, DateTimeOffset? until) =>
        new(new CloseRecordKeyFunction { Id = Id(origin), Thumbprint = thumbprint.ToArray(), ValidUntil = Seconds(until) });

    /// <summary>Declares that somebody else may have had a record key since a time. Null means the time of the execution. Irrevocable.</summary>
    public static CouncilCall DeclareRecordKeyCompromised(string origin, Digest thumbprint, DateTimeOffset? since) =>
        new(new DeclareRecordKeyCompromisedFunction { Id = Id(origin), Thumbprint = thumbprint.ToArray(), Since = Seconds(since) });

    /// <summary>Declares the same for a log key.</summary>
    public static CouncilCall DeclareLogKeyCompromised(string origin, Digest key, DateTimeOffset? since) =>
        new(new DeclareLogKeyCompromisedFunction { Id = Id(origin), Key = key.ToArray(), Since = Seconds(since) });

    /// <summary>Acknowledges, once, the migration record in which a department declares that its log moved here from another chain.</summary>
    public static CouncilCall RecordMigration(string origin, Digest recordHash) =>
        new(new RecordMigrationFunction { Id = Id(origin), RecordHash = recordHash.ToArray() });

    /// <summary>Adds a member to the council. Like every change of the council, this voids open proposals.</summary>
    public static CouncilCall AddMember(ChainAddress member) => new(new AddMemberFunction { Member = member.ToString() });

    /// <summary>Removes a member. Refused when fewer members than the threshold remain; then change both in one proposal.</summary>
    public static CouncilCall RemoveMember(ChainAddress member) => new(new RemoveMemberFunction { Member = member.ToString() });

    /// <summary>Sets the number of approvals needed.</summary>
    public static CouncilCall SetThreshold(long threshold) => new(new SetThresholdFunction { Threshold = threshold });

    /// <summary>Sets the delay of an approved proposal and the lifetime of a proposal: 0 ≤ delay &lt; lifetime ≤ 90 days, in whole seconds.</summary>
    public static CouncilCall SetDelay(TimeSpan delay, TimeSpan lifetime) =>
        new(new SetDelayFunction { Delay = (ulong)delay.TotalSeconds, Lifetime = (ulong)lifetime.TotalSeconds });

    private static byte[] Id(string origin) => OnChainId.OfDepartment(origin).ToArray();

    private static byte[] TypeId(string recordType) => OnChainId.OfRecordType(recordType).ToArray();

    private static ulong Seconds(DateTimeOffset? time) => (ulong)(time?.ToUnixTimeSeconds() ?? 0);
}
