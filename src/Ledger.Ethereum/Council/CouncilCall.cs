using System.Collections.Immutable;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Council;

/// <summary>One decision of the council, as the call of the registry by which it is carried out. Immutable.</summary>
public sealed class CouncilCall
{
    private CouncilCall(FunctionMessage call) => Data = [.. ContractAbi.EncodeCall(call)];

    /// <summary>The ABI-encoded call.</summary>
    public ImmutableArray<byte> Data { get; }

    /// <summary>Admits a department; its id is Keccak-256 of <paramref name="origin"/>.</summary>
    /// <param name="origin">The department's log origin.</param>
    /// <param name="operatorAddress">The account that will anchor and set statuses. It operates no other department.</param>
    /// <param name="nodeUrl">Where the department's node answers.</param>
    /// <param name="logKey">The Ed25519 public key that signs its checkpoints.</param>
    public static CouncilCall Admit(string origin, ChainAddress operatorAddress, string nodeUrl, Digest logKey) =>
        new(new AdmitFunction { Origin = origin, Operator = operatorAddress.ToString(), NodeUrl = nodeUrl, LogKey = logKey.ToArray() });

    /// <summary>Stops a department. A proposal of nothing but suspensions waits for no delay.</summary>
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

    /// <summary>Lets a department issue records of these types from then on.</summary>
    public static CouncilCall AuthoriseTypes(string origin, IReadOnlyList<string> recordTypes) =>
        new(new AuthoriseTypesFunction { Id = Id(origin), TypeIds = [.. recordTypes.Select(TypeId)] });

    /// <summary>Ends a department's authority for a type; what the chain saw before stays authorised.</summary>
    public static CouncilCall Deauthorise(string origin, string recordType) =>
        new(new DeauthoriseFunction { Id = Id(origin), TypeId = TypeId(recordType) });

    /// <summary>Hands a department over to another account.</summary>
    public static CouncilCall SetOperator(string origin, ChainAddress operatorAddress) =>
        new(new SetOperatorFunction { Id = Id(origin), Operator = operatorAddress.ToString() });

    /// <summary>Ends a record key; null is when it is carried out.</summary>
    public static CouncilCall CloseRecordKey(string origin, Digest thumbprint, DateTimeOffset? until) =>
        new(new CloseRecordKeyFunction { Id = Id(origin), Thumbprint = thumbprint.ToArray(), ValidUntil = Seconds(until) });

    /// <summary>Declares that others may have had a record key since then; null is when it is carried out. Irrevocable.</summary>
    public static CouncilCall DeclareRecordKeyCompromised(string origin, Digest thumbprint, DateTimeOffset? since) =>
        new(new DeclareRecordKeyCompromisedFunction { Id = Id(origin), Thumbprint = thumbprint.ToArray(), Since = Seconds(since) });

    /// <summary>The same of a log key.</summary>
    public static CouncilCall DeclareLogKeyCompromised(string origin, Digest key, DateTimeOffset? since) =>
        new(new DeclareLogKeyCompromisedFunction { Id = Id(origin), Key = key.ToArray(), Since = Seconds(since) });

    /// <summary>Acknowledges, once, the record in which a department says that its log moved here from another chain.</summary>
    public static CouncilCall RecordMigration(string origin, Digest recordHash) =>
        new(new RecordMigrationFunction { Id = Id(origin), RecordHash = recordHash.ToArray() });

    /// <summary>Adds a member to the council. Open proposals become void, as with every change of the council itself.</summary>
    public static CouncilCall AddMember(ChainAddress member) => new(new AddMemberFunction { Member = member.ToString() });

    /// <summary>Removes a member. With the threshold above the members that are left it is refused: change both in one proposal.</summary>
    public static CouncilCall RemoveMember(ChainAddress member) => new(new RemoveMemberFunction { Member = member.ToString() });

    /// <summary>Sets how many members must approve.</summary>
    public static CouncilCall SetThreshold(long threshold) => new(new SetThresholdFunction { Threshold = threshold });

    /// <summary>Sets how long an approved proposal waits, and how long a proposal lives: 0 ≤ delay &lt; lifetime ≤ 90 days, whole seconds.</summary>
    public static CouncilCall SetDelay(TimeSpan delay, TimeSpan lifetime) =>
        new(new SetDelayFunction { Delay = (ulong)delay.TotalSeconds, Lifetime = (ulong)lifetime.TotalSeconds });

    private static byte[] Id(string origin) => OnChainId.OfDepartment(origin).ToArray();

    private static byte[] TypeId(string recordType) => OnChainId.OfRecordType(recordType).ToArray();

    private static ulong Seconds(DateTimeOffset? time) => (ulong)(time?.ToUnixTimeSeconds() ?? 0);
}
