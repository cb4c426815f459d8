using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Sends what an operator may do in the registry alone and without delay. Each command sends one transaction from the account of the operator and
/// returns when a block contains it. Use one command at a time for each key: nonces are read from the chain, so the node of the department must not
/// send at the same time. Every command throws <see cref="CallRevertedException"/> when the contract refuses, and
/// <see cref="FaultException"/> when the chain cannot be asked.
/// </summary>
public sealed class DepartmentClient(EthereumAnchorChain chain, IOperatorKey key, string origin)
{
    /// <summary>How far back an operator may declare a key compromised. The council may go further.</summary>
    public static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(30);

    private byte[] Id { get; } = OnChainId.OfDepartment(origin).ToArray();

    /// <summary>Sets the address of the department's node. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> SetNodeUrlAsync(string nodeUrl, CancellationToken cancellationToken) =>
        SendAsync(new SetNodeUrlFunction { Id = Id, NodeUrl = nodeUrl }, cancellationToken);

    /// <summary>Gives the department another operator account, which must operate no other department. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> SetOperatorAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        SendAsync(new SetOperatorFunction { Id = Id, Operator = operatorAddress.ToString() }, cancellationToken);

    /// <summary>
    /// Closes the current log key and opens the new one, both at the time of the block. The new key must never have been used before. Not while
    /// suspended.
    /// </summary>
    public ValueTask<TransactionOutcome> RotateLogKeyAsync(Digest newKey, CancellationToken cancellationToken) =>
        SendAsync(new RotateLogKeyFunction { Id = Id, NewKey = newKey.ToArray() }, cancellationToken);

    /// <summary>Registers a key that seals records. It cannot start in the past. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> AddRecordKeyAsync(RecordKeyRegistration registration, CancellationToken cancellationToken) => SendAsync(
        new AddRecordKeyFunction
        {
            Id = Id,
            Thumbprint = registration.Thumbprint.ToArray(),
            Algorithm = registration.Algorithm,
            PublicKey = [.. registration.PublicKey],
            ValidFrom = Seconds(registration.From),
            ValidUntil = Seconds(registration.Until),
        },
        cancellationToken);

    /// <summary>Ends a record key. Null means the time of the block. The end cannot be in the past, and the key cannot be opened again.</summary>
    public ValueTask<TransactionOutcome> CloseRecordKeyAsync(Digest thumbprint, DateTimeOffset? until, CancellationToken cancellationToken) =>
        SendAsync(new CloseRecordKeyFunction { Id = Id, Thumbprint = thumbprint.ToArray(), ValidUntil = Seconds(until) }, cancellationToken);

    /// <summary>
    /// Declares that somebody else may have had a record key since a time. Null means the time of the block. The time is never in the future and at
    /// most <see cref="LongestLookBack"/> ago, and a later declaration can only move it earlier. Irrevocable.
    /// </summary>
    public ValueTask<TransactionOutcome> DeclareRecordKeyCompromisedAsync(Digest thumbprint, DateTimeOffset? since, CancellationToken cancellationToken) =>
        SendAsync(new DeclareRecordKeyCompromisedFunction { Id = Id, Thumbprint = thumbprint.ToArray(), Since = Seconds(since) }, cancellationToken);

    /// <summary>Declares the same for a log key. It opens no other key, so also rotate the key.</summary>
    public ValueTask<TransactionOutcome> DeclareLogKeyCompromisedAsync(Digest logKey, DateTimeOffset? since, CancellationToken cancellationToken) =>
        SendAsync(new DeclareLogKeyCompromisedFunction { Id = Id, Key = logKey.ToArray(), Since = Seconds(since) }, cancellationToken);

    private ValueTask<TransactionOutcome> SendAsync(FunctionMessage call, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(key, call, cancellationToken);

    private static ulong Seconds(DateTimeOffset? time) => (ulong)(time?.ToUnixTimeSeconds() ?? 0);
}
