using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Replaces a department's keys so that a cut at any point leaves keys that work: the new key file is made and lies unused, the registry is
/// told, the file gets its name when a final block has the registration, and last an old record key gets its end. Each step looks first whether
/// it is done, so running it again goes on, and what a reorganisation took back is done again. The department's node must not be running: both
/// would send from one account.
/// </summary>
public sealed class KeyRotation(IDepartmentKeys keys, DepartmentId department, string origin, EthereumAnchorChain chain)
{
    /// <summary>How long is waited for a block to become final. Proof of stake takes a quarter of an hour.</summary>
    public static readonly TimeSpan LongestWait = RegistryFinality.LongestWait;

    private readonly RegistryClient _registry = new(chain);
    private readonly RegistryFinality _finality = new(chain);

    // What FinishAsync put in use: to ask for that rotation again means to go on with it, not to rotate once more.
    private readonly HashSet<DepartmentKey> _finished = [];

    /// <summary>
    /// Puts keys in use that the registry knows and that were left waiting by a rotation that was cut off. Sends nothing; without a waiting
    /// key it asks nothing. A node does this before it opens the department.
    /// </summary>
    /// <param name="wait">How long to wait for the block of a log key or account to become final: until then nobody can say which one holds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainUnavailableException">A key waits, and whether it is registered for good cannot be told.</exception>
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
            catch (ChainUnavailableException) when (key is DepartmentKey.Record)
            {
                // The record key in use gets its end only after the new one is in use, so it is good until then.
            }
        }

        return finished.ToImmutable();
    }

    /// <summary>Registers the record key in use, when it is not: the last step after a department was admitted.</summary>
    /// <returns>Null when it was registered already.</returns>
    public async ValueTask<TransactionOutcome?> RegisterRecordKeyAsync(CancellationToken cancellationToken)
    {
        using var signer = keys.RecordKey(department);
        TransactionOutcome? outcome = null;
        await _finality.BringAboutAsync(
            (registry, token) => IsRecordKeyKnownAsync(registry, signer.Thumbprint, token),
            async token => outcome = await AddAsync(signer.Thumbprint, [.. signer.PublicKey.PublicKey.Span], token), cancellationToken);
        return outcome;
    }

    /// <summary>A new record key takes over; those before it end after <paramref name="overlap"/>, in which what they sealed reaches the chain.</summary>
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

    /// <summary>A new log key takes over at the block's time. What the chain saw before stays signed with the old one.</summary>
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

    /// <summary>Another account takes the department over. It needs coins for gas unless the chain wants none.</summary>
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

    /// <exception cref="AccountBusyException">Something the account sent is in no block yet.</exception>
    public async ValueTask EnsureIdleAsync(CancellationToken cancellationToken)
    {
        var account = new OperatorKey(keys.AccountKey(department)).Address;
        var isBusy = await chain.ConverseAsync(
            async session =>
            {
                var answers = await session.AskAllAsync(
                    [ChainRequests.TransactionCount(account), ChainRequests.TransactionCount(account, withPending: true)], cancellationToken);

                // A node without a pending block cannot say; then the nonce itself keeps two from being mined.
                return answers[1].Error is null && ChainJson.Quantity(answers[1].Get()) > ChainJson.Quantity(answers[0].Get());
            },
            cancellationToken);
        if (isBusy)
        {
            throw new AccountBusyException(account);
        }
    }

    /// <summary>Has the registry know the staged key, for good, and puts it in use.</summary>
    /// <returns>Whether this run told the registry.</returns>
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

    /// <summary>Whether a final block has the staged key; waits while only a newer one has it. A record key is not waited for.</summary>
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
        // The log key before ends when the new one begins, by the block that is final.
        var begins = key is DepartmentKey.Log ? (await FindStagedLogKeyAsync(_registry, cancellationToken))?.Validity.From : null;
        if (key is DepartmentKey.Log && begins is null)
        {
            throw new ChainUnavailableException("The chain does not show the new log key any more, although a final block had it.");
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

    /// <summary>Keys of ours, other than the one in use, that the registry has no end for: a rotation that was cut off left them.</summary>
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
