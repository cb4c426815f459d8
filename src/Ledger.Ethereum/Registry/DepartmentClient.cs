using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// What a department's operator does in the registry alone and at once. Each command sends one transaction of the operator's account and
/// returns when a block holds it. One command at a time for each key: nonces are read from the chain, so the department's node must not be
/// sending meanwhile. Every command throws <see cref="CallRevertedException"/> when the contract refuses and
/// <see cref="ChainUnavailableException"/> when the chain cannot be asked.
/// </summary>
public sealed class DepartmentClient(EthereumAnchorChain chain, IOperatorKey key, string origin)
{
    /// <summary>How far back an operator may declare a key compromised; the council may go further.</summary>
    public static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(30);

    private byte[] Id { get; } = OnChainId.OfDepartment(origin).ToArray();

    /// <summary>Says where the department's node answers. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> SetNodeUrlAsync(string nodeUrl, CancellationToken cancellationToken) =>
        SendAsync(new SetNodeUrlFunction { Id = Id, NodeUrl = nodeUrl }, cancellationToken);

    /// <summary>Hands the department over to another account, which operates no other one. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> SetOperatorAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        SendAsync(new SetOperatorFunction { Id = Id, Operator = operatorAddress.ToString() }, cancellationToken);

    /// <summary>Closes the current log key and opens the new one, both at the block's time. Never a key it had before. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> RotateLogKeyAsync(Digest newKey, CancellationToken cancellationToken) =>
        SendAsync(new RotateLogKeyFunction { Id = Id, NewKey = newKey.ToArray() }, cancellationToken);

    /// <summary>Registers a key that seals records; never with a beginning in the past. Not while suspended.</summary>
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

    /// <summary>Ends a record key; null is the block's time. Never in the past, and never opened again.</summary>
    public ValueTask<TransactionOutcome> CloseRecordKeyAsync(Digest thumbprint, DateTimeOffset? until, CancellationToken cancellationToken) =>
        SendAsync(new CloseRecordKeyFunction { Id = Id, Thumbprint = thumbprint.ToArray(), ValidUntil = Seconds(until) }, cancellationToken);

    /// <summary>
    /// Declares that others may have had a record key since then; null is the block's time. Never in the future, at most
    /// <see cref="LongestLookBack"/> ago, only ever earlier than before. Irrevocable.
    /// </summary>
    public ValueTask<TransactionOutcome> DeclareRecordKeyCompromisedAsync(Digest thumbprint, DateTimeOffset? since, CancellationToken cancellationToken) =>
        SendAsync(new DeclareRecordKeyCompromisedFunction { Id = Id, Thumbprint = thumbprint.ToArray(), Since = Seconds(since) }, cancellationToken);

    /// <summary>The same of a log key. It opens no other one: rotate too.</summary>
    public ValueTask<TransactionOutcome> DeclareLogKeyCompromisedAsync(Digest logKey, DateTimeOffset? since, CancellationToken cancellationToken) =>
        SendAsync(new DeclareLogKeyCompromisedFunction { Id = Id, Key = logKey.ToArray(), Since = Seconds(since) }, cancellationToken);

    private ValueTask<TransactionOutcome> SendAsync(FunctionMessage call, CancellationToken cancellationToken) =>
        chain.SendToRegistryAsync(key, call, cancellationToken);

    private static ulong Seconds(DateTimeOffset? time) => (ulong)(time?.ToUnixTimeSeconds() ?? 0);
}
