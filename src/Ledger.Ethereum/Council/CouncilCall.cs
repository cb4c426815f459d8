using System.Collections.Immutable;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>One decision of the council, as the call of the registry by which it is carried out. Immutable.</summary>
public sealed class CouncilCall
{
    private CouncilCall(AbiFunction function, params ImmutableArray<AbiValue> arguments) => Data = [.. function.EncodeCall(arguments)];

    /// <summary>The ABI-encoded call.</summary>
    public ImmutableArray<byte> Data { get; }

    /// <summary>Admits a department; its id is Keccak-256 of <paramref name="origin"/>.</summary>
    /// <param name="origin">The department's log origin.</param>
    /// <param name="operatorAddress">The account that will anchor and set statuses. It operates no other department.</param>
    /// <param name="nodeUrl">Where the department's node answers.</param>
    /// <param name="logKey">The Ed25519 public key that signs its checkpoints.</param>
    public static CouncilCall Admit(string origin, ChainAddress operatorAddress, string nodeUrl, Digest logKey) =>
        new(RegistryAbi.Admit, origin, operatorAddress, nodeUrl, logKey);

    /// <summary>Stops a department. A proposal of nothing but suspensions waits for no delay.</summary>
    public static CouncilCall Suspend(string origin) => new(RegistryAbi.Suspend, Id(origin));

    /// <summary>Lets a suspended department act again.</summary>
    public static CouncilCall Reinstate(string origin) => new(RegistryAbi.Reinstate, Id(origin));

    /// <summary>Registers record types, each once.</summary>
    public static CouncilCall RegisterTypes(IReadOnlyList<RecordTypeRegistration> types) => new(
        RegistryAbi.RegisterTypes,
        AbiValue.Digests(types.Select(type => TypeId(type.RecordType))),
        AbiValue.List(types.Select(type => (AbiValue)type.RecordType)),
        AbiValue.Digests(types.Select(type => type.MetadataHash)));

    /// <summary>Lets a department issue records of these types from then on.</summary>
    public static CouncilCall AuthoriseTypes(string origin, IReadOnlyList<string> recordTypes) =>
        new(RegistryAbi.AuthoriseTypes, Id(origin), AbiValue.Digests(recordTypes.Select(TypeId)));

    /// <summary>Ends a department's authority for a type; what the chain saw before stays authorised.</summary>
    public static CouncilCall Deauthorise(string origin, string recordType) => new(RegistryAbi.Deauthorise, Id(origin), TypeId(recordType));

    /// <summary>Hands a department over to another account.</summary>
    public static CouncilCall SetOperator(string origin, ChainAddress operatorAddress) => new(RegistryAbi.SetOperator, Id(origin), operatorAddress);

    /// <summary>Ends a record key; null is when it is carried out.</summary>
    public static CouncilCall CloseRecordKey(string origin, Digest thumbprint, DateTimeOffset? until) =>
        new(RegistryAbi.CloseRecordKey, Id(origin), thumbprint, Seconds(until));

    /// <summary>Declares that others may have had a record key since then; null is when it is carried out. Irrevocable.</summary>
    public static CouncilCall DeclareRecordKeyCompromised(string origin, Digest thumbprint, DateTimeOffset? since) =>
        new(RegistryAbi.DeclareRecordKeyCompromised, Id(origin), thumbprint, Seconds(since));

    /// <summary>The same of a log key.</summary>
    public static CouncilCall DeclareLogKeyCompromised(string origin, Digest key, DateTimeOffset? since) =>
        new(RegistryAbi.DeclareLogKeyCompromised, Id(origin), key, Seconds(since));

    /// <summary>Acknowledges, once, the record in which a department says that its log moved here from another chain.</summary>
    public static CouncilCall RecordMigration(string origin, Digest recordHash) => new(RegistryAbi.RecordMigration, Id(origin), recordHash);

    /// <summary>Adds a member to the council. Open proposals become void, as with every change of the council itself.</summary>
    public static CouncilCall AddMember(ChainAddress member) => new(CouncilAbi.AddMember, member);

    /// <summary>Removes a member. With the threshold above the members that are left it is refused: change both in one proposal.</summary>
    public static CouncilCall RemoveMember(ChainAddress member) => new(CouncilAbi.RemoveMember, member);

    /// <summary>Sets how many members must approve.</summary>
    public static CouncilCall SetThreshold(long threshold) => new(CouncilAbi.SetThreshold, threshold);

    /// <summary>Sets how long an approved proposal waits, and how long a proposal lives: 0 ≤ delay &lt; lifetime ≤ 90 days, whole seconds.</summary>
    public static CouncilCall SetDelay(TimeSpan delay, TimeSpan lifetime) =>
        new(CouncilAbi.SetDelay, (long)delay.TotalSeconds, (long)lifetime.TotalSeconds);

    private static Digest Id(string origin) => EthereumAnchorChain.DepartmentId(origin);

    private static Digest TypeId(string recordType) => EthereumAnchorChain.RecordTypeId(recordType);

    private static long Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds() ?? 0;
}
