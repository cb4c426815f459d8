using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Contracts;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

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

    private Digest Id { get; } = EthereumAnchorChain.DepartmentId(origin);

    /// <summary>Says where the department's node answers. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> SetNodeUrlAsync(string nodeUrl, CancellationToken cancellationToken) =>
        SendAsync(RegistryAbi.SetNodeUrl, cancellationToken, nodeUrl);

    /// <summary>Hands the department over to another account, which operates no other one. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> SetOperatorAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        SendAsync(RegistryAbi.SetOperator, cancellationToken, operatorAddress);

    /// <summary>Closes the current log key and opens the new one, both at the block's time. Never a key it had before. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> RotateLogKeyAsync(Digest newKey, CancellationToken cancellationToken) =>
        SendAsync(RegistryAbi.RotateLogKey, cancellationToken, newKey);

    /// <summary>Registers a key that seals records; never with a beginning in the past. Not while suspended.</summary>
    public ValueTask<TransactionOutcome> AddRecordKeyAsync(RecordKeyRegistration registration, CancellationToken cancellationToken) => SendAsync(
        RegistryAbi.AddRecordKey, cancellationToken,
        registration.Thumbprint, registration.Algorithm, registration.PublicKey, Seconds(registration.From), Seconds(registration.Until));

    /// <summary>Ends a record key; null is the block's time. Never in the past, and never opened again.</summary>
    public ValueTask<TransactionOutcome> CloseRecordKeyAsync(Digest thumbprint, DateTimeOffset? until, CancellationToken cancellationToken) =>
        SendAsync(RegistryAbi.CloseRecordKey, cancellationToken, thumbprint, Seconds(until));

    /// <summary>
    /// Declares that others may have had a record key since then; null is the block's time. Never in the future, at most
    /// <see cref="LongestLookBack"/> ago, only ever earlier than before. Irrevocable.
    /// </summary>
    public ValueTask<TransactionOutcome> DeclareRecordKeyCompromisedAsync(Digest thumbprint, DateTimeOffset? since, CancellationToken cancellationToken) =>
        SendAsync(RegistryAbi.DeclareRecordKeyCompromised, cancellationToken, thumbprint, Seconds(since));

    /// <summary>The same of a log key. It opens no other one: rotate too.</summary>
    public ValueTask<TransactionOutcome> DeclareLogKeyCompromisedAsync(Digest logKey, DateTimeOffset? since, CancellationToken cancellationToken) =>
        SendAsync(RegistryAbi.DeclareLogKeyCompromised, cancellationToken, logKey, Seconds(since));

    private ValueTask<TransactionOutcome> SendAsync(
        AbiFunction function, CancellationToken cancellationToken, params ImmutableArray<AbiValue> arguments) =>
        chain.SendToRegistryAsync(key, function, cancellationToken, [Id, .. arguments]);

    private static long Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds() ?? 0;
}
