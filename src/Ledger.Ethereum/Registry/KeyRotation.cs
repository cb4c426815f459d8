using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Replaces the keys of a department so that an interruption at any point leaves working keys. The order is: write the new key file under a staging
/// name; register the key; rename the file when a final block has the registration; end an old record key last. Each step first checks whether it
/// is done, so running it again continues, and what a reorganisation undid is done again. The node of the department must not run, because both
/// would send from one account.
/// </summary>
public sealed class KeyRotation(IDepartmentKeys keys, DepartmentId department, string origin, EthereumAnchorChain chain)
{
    /// <summary>How long to wait for a block to become final. Proof of stake takes a quarter of an hour.</summary>
    public static readonly TimeSpan LongestWait = RegistryFinality.LongestWait;

    private readonly RegistryClient _registry = new(chain);
    private readonly RegistryFinality _finality = new(chain);

    // The keys that FinishAsync put in use. Asking for such a rotation again continues it and does not rotate a second time.
    private readonly HashSet<DepartmentKey> _finished = [];

    /// <summary>
    /// Puts staged keys in use that an interrupted rotation left and that the registry knows. Sends nothing, and without a staged key asks nothing.
    /// A node calls this before it opens the department.
    /// </summary>
    /// <param name="wait">How long to wait for the block of a log key or an account to become final. Until then nobody knows which key will be
    /// valid.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="FaultException">A key is staged, and it is unknown whether its registration is final.</exception>
    public async ValueTask<ImmutableArray<DepartmentKey>> FinishAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var finished = ImmutableArray.CreateBuilder<DepartmentKey>();
        foreach (var key in Enum.GetValues<DepartmentKey>().Where(key => keys.IsStaged(department, key)))
        {
            try
            {
                if (await RegistryFinality.WithinAsync(wait, token => CanTakeOverAsync(key, token), cancellationToken))
                {
                    await ActivateAsync(key, cancellationToken);
                    finished.Add(key);
                    _finished.Add(key);
                }
            }
            catch (FaultException outage) when (key is DepartmentKey.Record && ChainOutages.Includes(outage))
            {
                // The current record key is ended only after the new one is in use, so it is good until then.
            }
        }

        return finished.ToImmutable();
    }

    /// <summary>Registers the current record key if it is not registered: the last step after a department was admitted.</summary>
    /// <returns>Null when it was already registered.</returns>
    public async ValueTask<TransactionOutcome?> RegisterRecordKeyAsync(CancellationToken cancellationToken)
    {
        using var signer = keys.RecordKey(department);
        TransactionOutcome? outcome = null;
        await _finality.BringAboutAsync(
            (registry, token) => IsRecordKeyKnownAsync(registry, signer.Thumbprint, token),
            async token => outcome = await AddAsync(signer.Thumbprint, [.. signer.PublicKey.PublicKey.Span], token), cancellationToken);
        return outcome;
    }

    /// <summary>
    /// Replaces the record key. Older keys end after <paramref name="overlap"/>, so that the records they sealed can reach the chain.
    /// </summary>
    public async ValueTask<RotatedKey> RotateRecordKeyAsync(TimeSpan overlap, CancellationToken cancellationToken)
    {
        var isRegistered = false;
        if (keys.IsStaged(department, DepartmentKey.Record)
            || (!_finished.Contains(DepartmentKey.Record) && (await OpenOldKeysAsync(_registry, cancellationToken)).IsEmpty))
        {
            using var signer = keys.StageRecordKey(department);
            isRegistered = await TakeOverAsync(
                DepartmentKey.Record, async token => await AddAsync(signer.Thumbprint, [.. signer.PublicKey.PublicKey.Span], token), cancellationToken);
        }

        var closed = new HashSet<Digest>();
        await _finality.BringAboutAsync(
            async (registry, token) => (await OpenOldKeysAsync(registry, token)).IsEmpty, token => CloseOldKeysAsync(overlap, closed, token), cancellationToken);
        using var current = keys.RecordKey(department);
        return new RotatedKey(DepartmentKey.Record, current.Thumbprint.ToHex(), isRegistered, [.. closed]);
    }

    /// <summary>Replaces the log key at the time of the block. What the chain saw before stays signed with the old key.</summary>
    public async ValueTask<RotatedKey> RotateLogKeyAsync(CancellationToken cancellationToken)
    {
        var isRegistered = false;
        if (!_finished.Contains(DepartmentKey.Log))
        {
            var successor = ToDigest(keys.StageLogKey(department, origin).Key.PublicKey);
            isRegistered = await TakeOverAsync(
                DepartmentKey.Log, async token => await Client().RotateLogKeyAsync(successor, token), cancellationToken);
        }

        return new RotatedKey(DepartmentKey.Log, ToDigest(keys.LogKey(department, origin).Key.PublicKey).ToHex(), isRegistered, []);
    }

    /// <summary>Replaces the operator account. The new account needs coins for gas unless the chain has no fees.</summary>
    public async ValueTask<RotatedKey> RotateAccountAsync(CancellationToken cancellationToken)
    {
        var isRegistered = false;
        if (!_finished.Contains(DepartmentKey.Account))
        {
            var successor = new OperatorKey(keys.StageAccountKey(department)).Address;
            isRegistered = await TakeOverAsync(
                DepartmentKey.Account, async token => await Client().SetOperatorAsync(successor, token), cancellationToken);
        }

        return new RotatedKey(DepartmentKey.Account, new OperatorKey(keys.AccountKey(department)).Address.ToString(), isRegistered, []);
    }

    /// <exception cref="AccountBusyException">A transaction of the account is in no block yet.</exception>
    public async ValueTask EnsureIdleAsync(CancellationToken cancellationToken)
    {
        var account = new OperatorKey(keys.AccountKey(department)).Address;
        var isBusy = await chain.ConverseAsync(
            async session =>
            {
                var answers = await session.AskAllAsync(
                    [ChainRequests.TransactionCount(account), ChainRequests.TransactionCount(account, withPending: true)], cancellationToken);

                // A node without a pending block cannot answer this. Then the nonce itself prevents two transactions from being mined.
                return answers[1].Error is null && ChainJson.Quantity(answers[1].Get()) > ChainJson.Quantity(answers[0].Get());
            },
            cancellationToken);
        if (isBusy)
        {
            throw new AccountBusyException(account);
        }
    }

    /// <summary>Registers the staged key, waits until that is final, and puts the key in use.</summary>
    /// <returns>Whether this run sent the registration.</returns>
    private async ValueTask<bool> TakeOverAsync(DepartmentKey key, Func<CancellationToken, ValueTask> register, CancellationToken cancellationToken)
    {
        var isRegistered = await _finality.BringAboutAsync(
            (registry, token) => IsStagedKnownAsync(registry, key, token),
            async token =>
            {
                await EnsureIdleAsync(token);
                await register(token);
            },
            cancellationToken);
        await ActivateAsync(key, cancellationToken);
        return isRegistered;
    }

    /// <summary>Whether a final block has the staged key. Waits while only a newer block has it, except for a record key.</summary>
    private async ValueTask<bool> CanTakeOverAsync(DepartmentKey key, CancellationToken cancellationToken)
    {
        while (!await _finality.IsSoAsync((registry, token) => IsStagedKnownAsync(registry, key, token), cancellationToken))
        {
            if (key is DepartmentKey.Record || !await IsStagedKnownAsync(_registry, key, cancellationToken))
            {
                return false;
            }

            await Task.Delay(RegistryFinality.Pause, cancellationToken);
        }

        return true;
    }

    private async ValueTask<bool> IsStagedKnownAsync(RegistryClient registry, DepartmentKey key, CancellationToken cancellationToken)
    {
        switch (key)
        {
            case DepartmentKey.Record:
                using (var signer = keys.StageRecordKey(department))
                {
                    return await IsRecordKeyKnownAsync(registry, signer.Thumbprint, cancellationToken);
                }

            case DepartmentKey.Log:
                return await FindStagedLogKeyAsync(registry, cancellationToken) is not null;
            default:
                var successor = new OperatorKey(keys.StageAccountKey(department)).Address;
                return (await registry.FindDepartmentAsync(origin, cancellationToken))?.Operator == successor;
        }
    }

    private async ValueTask ActivateAsync(DepartmentKey key, CancellationToken cancellationToken)
    {
        // The old log key ends when the new one begins, by the final block.
        var begins = key is DepartmentKey.Log ? (await FindStagedLogKeyAsync(_registry, cancellationToken))?.Validity.From : null;
        if (key is DepartmentKey.Log && begins is null)
        {
            throw ChainOutages.Create("The chain does not show the new log key any more, although a final block had it.");
        }

        keys.Activate(department, key, begins);
    }

    private async ValueTask<LogKeyFacts?> FindStagedLogKeyAsync(RegistryClient registry, CancellationToken cancellationToken)
    {
        var staged = keys.StageLogKey(department, origin).Key.PublicKey;
        return (await registry.ReadLogKeysAsync(origin, cancellationToken)).FirstOrDefault(known => known.PublicKey.AsSpan().SequenceEqual(staged.AsSpan()));
    }

    private async ValueTask<bool> IsRecordKeyKnownAsync(RegistryClient registry, Digest thumbprint, CancellationToken cancellationToken) =>
        (await registry.ReadRecordKeysAsync(origin, cancellationToken)).Any(known => known.Thumbprint == thumbprint);

    /// <summary>Our old keys, other than the current one, that have no end in the registry: an interrupted rotation left them.</summary>
    private async ValueTask<ImmutableArray<Digest>> OpenOldKeysAsync(RegistryClient registry, CancellationToken cancellationToken)
    {
        var ours = keys.RecordKeys(department);
        if (ours.Length < 2)
        {
            return [];
        }

        var known = await registry.ReadRecordKeysAsync(origin, cancellationToken);
        return [.. known.Where(key => key.Validity.Until is null && ours[..^1].Any(own => own.Thumbprint == key.Thumbprint)).Select(key => key.Thumbprint)];
    }

    private async ValueTask CloseOldKeysAsync(TimeSpan overlap, HashSet<Digest> closed, CancellationToken cancellationToken)
    {
        foreach (var thumbprint in await OpenOldKeysAsync(_registry, cancellationToken))
        {
            await EnsureIdleAsync(cancellationToken);
            var now = (await chain.ReadSourceAsync(cancellationToken)).Latest.Time;
            await Client().CloseRecordKeyAsync(thumbprint, overlap == TimeSpan.Zero ? null : Later(now, overlap), cancellationToken);
            closed.Add(thumbprint);
        }
    }

    private async ValueTask<TransactionOutcome> AddAsync(Digest thumbprint, ImmutableArray<byte> publicKey, CancellationToken cancellationToken)
    {
        await EnsureIdleAsync(cancellationToken);
        return await Client().AddRecordKeyAsync(new RecordKeyRegistration(thumbprint, 1, publicKey, null, null), cancellationToken);
    }

    private DepartmentClient Client() => new(chain, new OperatorKey(keys.AccountKey(department)), origin);

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan span) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Min((time + span).ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static Digest ToDigest(ImmutableArray<byte> key) =>
        Digest.TryRead(key.AsSpan(), out var digest) ? digest : throw new System.Diagnostics.UnreachableException();
}
