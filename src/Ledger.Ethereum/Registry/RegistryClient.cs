using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// A record key to register. The thumbprint is RFC 7638's with SHA-256; algorithms are 1 ES256 (key x ‖ y, 64 bytes), 2 Ed25519
/// (32 bytes), 3 SM2 (x ‖ y, 64 bytes). A null <paramref name="From"/> is the block's time; a null <paramref name="Until"/> is open.
/// </summary>
public sealed record RecordKeyRegistration(
    Digest Thumbprint, byte Algorithm, ImmutableArray<byte> PublicKey, DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>A record type to register: its <c>vct</c>, which is also the URI of its metadata, and the SHA-256 of that file's octets.</summary>
public sealed record RecordTypeRegistration(string RecordType, Digest MetadataHash);

/// <summary>
/// The <c>DepartmentRegistry</c> for set-up and governance. Each command sends one transaction of the given key's account and returns
/// when a block holds it. One command at a time for each key: nonces are read from the chain. Every command throws
/// <see cref="CallRevertedException"/> when the contract refuses and <see cref="ChainUnavailableException"/> when the chain cannot be asked.
/// </summary>
public sealed class RegistryClient(EthereumAnchorChain chain)
{
    /// <summary>Admits a department; its id is keccak256 of <paramref name="origin"/>. Owner only. An operator runs at most one department.</summary>
    /// <param name="owner">The registry owner's key.</param>
    /// <param name="origin">The department's log origin.</param>
    /// <param name="operatorAddress">The account that will anchor and set statuses.</param>
    /// <param name="nodeUrl">Where the department's node answers.</param>
    /// <param name="logKey">The Ed25519 public key that signs its checkpoints, 32 bytes.</param>
    /// <param name="cancellationToken">Stops waiting; a sent transaction may still be mined.</param>
    public ValueTask<TransactionOutcome> AdmitAsync(
        IOperatorKey owner, string origin, ChainAddress operatorAddress, string nodeUrl, Digest logKey, CancellationToken cancellationToken) =>
        SendAsync(owner, RegistryAbi.Admit, cancellationToken, origin, operatorAddress, nodeUrl, logKey);

    /// <summary>From the next block on, the department can neither anchor nor set statuses. Owner only.</summary>
    public ValueTask<TransactionOutcome> SuspendAsync(IOperatorKey owner, string origin, CancellationToken cancellationToken) =>
        SendAsync(owner, RegistryAbi.Suspend, cancellationToken, Id(origin));

    /// <summary>Ends a suspension. Owner only.</summary>
    public ValueTask<TransactionOutcome> ReinstateAsync(IOperatorKey owner, string origin, CancellationToken cancellationToken) =>
        SendAsync(owner, RegistryAbi.Reinstate, cancellationToken, Id(origin));

    /// <summary>Moves the department to another operator account. Owner or its operator.</summary>
    public ValueTask<TransactionOutcome> SetOperatorAsync(
        IOperatorKey key, string origin, ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        SendAsync(key, RegistryAbi.SetOperator, cancellationToken, Id(origin), operatorAddress);

    /// <summary>Operator only.</summary>
    public ValueTask<TransactionOutcome> SetNodeUrlAsync(IOperatorKey key, string origin, string nodeUrl, CancellationToken cancellationToken) =>
        SendAsync(key, RegistryAbi.SetNodeUrl, cancellationToken, Id(origin), nodeUrl);

    /// <summary>Closes the current log key and opens the new one, both at the block's time. Operator only.</summary>
    public ValueTask<TransactionOutcome> RotateLogKeyAsync(IOperatorKey key, string origin, Digest newKey, CancellationToken cancellationToken) =>
        SendAsync(key, RegistryAbi.RotateLogKey, cancellationToken, Id(origin), newKey);

    /// <summary>Registers a key that seals records. Operator only; never with a beginning in the past.</summary>
    public ValueTask<TransactionOutcome> AddRecordKeyAsync(
        IOperatorKey key, string origin, RecordKeyRegistration registration, CancellationToken cancellationToken) => SendAsync(
            key, RegistryAbi.AddRecordKey, cancellationToken,
            Id(origin), registration.Thumbprint, registration.Algorithm, registration.PublicKey, Seconds(registration.From), Seconds(registration.Until));

    /// <summary>Ends a record key; null is the block's time. Owner or operator; never in the past, and never opened again.</summary>
    public ValueTask<TransactionOutcome> CloseRecordKeyAsync(
        IOperatorKey key, string origin, Digest thumbprint, DateTimeOffset? until, CancellationToken cancellationToken) =>
        SendAsync(key, RegistryAbi.CloseRecordKey, cancellationToken, Id(origin), thumbprint, Seconds(until));

    /// <summary>Registers record types, once each. Owner only.</summary>
    public ValueTask<TransactionOutcome> RegisterTypesAsync(
        IOperatorKey owner, IReadOnlyList<RecordTypeRegistration> types, CancellationToken cancellationToken) => SendAsync(
            owner, RegistryAbi.RegisterTypes, cancellationToken,
            AbiValue.Digests(types.Select(type => TypeId(type.RecordType))),
            AbiValue.List(types.Select(type => (AbiValue)type.RecordType)),
            AbiValue.Digests(types.Select(type => type.MetadataHash)));

    /// <summary>Lets a department issue records of these types from the block's time on. Owner only.</summary>
    public ValueTask<TransactionOutcome> AuthoriseTypesAsync(
        IOperatorKey owner, string origin, IReadOnlyList<string> recordTypes, CancellationToken cancellationToken) =>
        SendAsync(owner, RegistryAbi.AuthoriseTypes, cancellationToken, Id(origin), AbiValue.Digests(recordTypes.Select(TypeId)));

    /// <summary>Ends a department's authority for a type at the block's time. Owner only.</summary>
    public ValueTask<TransactionOutcome> DeauthoriseAsync(IOperatorKey owner, string origin, string recordType, CancellationToken cancellationToken) =>
        SendAsync(owner, RegistryAbi.Deauthorise, cancellationToken, Id(origin), TypeId(recordType));

    /// <summary>Tells the registry, once, which contracts belong to it. Owner only. <see cref="ContractDeployer"/> does this.</summary>
    public ValueTask<TransactionOutcome> BindContractsAsync(
        IOperatorKey owner, ChainAddress logAnchor, ChainAddress recordStatus, CancellationToken cancellationToken) =>
        SendAsync(owner, RegistryAbi.BindContracts, cancellationToken, logAnchor, recordStatus);

    /// <summary>The account that governs the registry.</summary>
    public ValueTask<ChainAddress> ReadOwnerAsync(CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(RegistryAbi.Owner, result => result[0].Address, cancellationToken);

    /// <summary>Null when the department was never admitted.</summary>
    public ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(RegistryAbi.DepartmentOf, ContractFacts.Department, cancellationToken, Id(origin));

    /// <summary>The id of the department this account operates; null when it operates none.</summary>
    public ValueTask<Digest?> FindDepartmentOfOperatorAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(
            RegistryAbi.DepartmentOfOperator, result => result[0].Digest is { IsZero: false } id ? id : (Digest?)null, cancellationToken, operatorAddress);

    /// <summary>All log keys the department ever had; empty when unknown.</summary>
    public ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(RegistryAbi.LogKeysOf, ContractFacts.LogKeys, cancellationToken, Id(origin));

    /// <summary>All record keys the department ever had; empty when unknown.</summary>
    public ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(RegistryAbi.RecordKeysOf, ContractFacts.RecordKeys, cancellationToken, Id(origin));

    /// <summary>Null when the type was never registered.</summary>
    public ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(RegistryAbi.TypeOf, ContractFacts.RecordType, cancellationToken, TypeId(recordType));

    /// <summary>When the department was authorised for the type; empty when never.</summary>
    public ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(RegistryAbi.AuthoritiesOf, ContractFacts.Authorities, cancellationToken, Id(origin), TypeId(recordType));

    private ValueTask<TransactionOutcome> SendAsync(
        IOperatorKey key, AbiFunction function, CancellationToken cancellationToken, params ImmutableArray<AbiValue> arguments) =>
        chain.SendToRegistryAsync(key, function, cancellationToken, arguments);

    private static Digest Id(string origin) => EthereumAnchorChain.DepartmentId(origin);

    private static Digest TypeId(string recordType) => EthereumAnchorChain.RecordTypeId(recordType);

    private static long Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds() ?? 0;
}
