using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>What the rotation of a key came to.</summary>
/// <param name="Key">Which.</param>
/// <param name="PublicName">What the registry knows the new one by: a record key's thumbprint, a log key, or an address.</param>
/// <param name="Registered">Whether this run told the registry; false when an earlier one had and this one finished it.</param>
/// <param name="Closed">Old record keys that this run gave an end.</param>
public sealed record RotatedKey(DepartmentKey Key, string PublicName, bool Registered, ImmutableArray<Digest> Closed);

/// <summary>The account has transactions that no block holds yet: what is sent now could take their place, or be judged at another time than meant.</summary>
public sealed class AccountBusyException(ChainAddress account) : Exception($"The account {account} has transactions that are in no block yet.");

/// <summary>
/// Replaces a department's keys so that a cut at any point leaves keys that work: the new key file is made and lies unused, the registry is
/// told, the file gets its name, and last an old record key gets its end. Each step looks first whether it is done, so running it again goes
/// on. The department's node must not be running: both would send from one account.
/// </summary>
public sealed class KeyRotation(KeyFiles keys, DepartmentId department, string origin, EthereumAnchorChain chain)
{
    private readonly RegistryClient _registry = new(chain);

    // What FinishAsync put in use: to ask for that rotation again means to go on with it, not to rotate once more.
    private readonly HashSet<DepartmentKey> _finished = [];

    /// <summary>
    /// Puts keys in use that the registry knows and that were left waiting by a rotation that was cut off. Sends nothing; without a waiting
    /// key it asks nothing. A node does this before it opens the department.
    /// </summary>
    /// <exception cref="ChainUnavailableException">A key waits and the chain cannot be asked whether it is registered.</exception>
    public async ValueTask<ImmutableArray<DepartmentKey>> FinishAsync(CancellationToken cancellationToken)
    {
        var finished = ImmutableArray.CreateBuilder<DepartmentKey>();
        foreach (var key in Enum.GetValues<DepartmentKey>().Where(key => keys.IsStaged(department, key)))
        {
            try
            {
                if (await TryActivateAsync(key, cancellationToken))
                {
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
        return (await _registry.ReadRecordKeysAsync(origin, cancellationToken)).Any(key => key.Thumbprint == signer.Thumbprint)
            ? null
            : await AddAsync(signer.Thumbprint, [.. signer.PublicKey.PublicKey.Span], cancellationToken);
    }

    /// <summary>A new record key takes over; those before it end after <paramref name="overlap"/>, in which what they sealed reaches the chain.</summary>
    public async ValueTask<RotatedKey> RotateRecordKeyAsync(TimeSpan overlap, CancellationToken cancellationToken)
    {
        var isRegistered = false;
        var name = "";
        if (keys.IsStaged(department, DepartmentKey.Record)
            || (!_finished.Contains(DepartmentKey.Record) && (await OpenOldKeysAsync(cancellationToken)).IsEmpty))
        {
            using var signer = keys.StageRecordKey(department);
            name = signer.Thumbprint.ToHex();
            if (!await TryActivateAsync(DepartmentKey.Record, cancellationToken))
            {
                await AddAsync(signer.Thumbprint, [.. signer.PublicKey.PublicKey.Span], cancellationToken);
                keys.Activate(department, DepartmentKey.Record);
                isRegistered = true;
            }
        }
        else
        {
            using var current = keys.RecordKey(department);
            name = current.Thumbprint.ToHex();
        }

        var old = await OpenOldKeysAsync(cancellationToken);
        foreach (var thumbprint in old)
        {
            var now = (await chain.ReadSourceAsync(cancellationToken)).Latest.Time;
            await Client().CloseRecordKeyAsync(thumbprint, overlap == TimeSpan.Zero ? null : Later(now, overlap), cancellationToken);
        }

        return new RotatedKey(DepartmentKey.Record, name, isRegistered, old);
    }

    /// <summary>A new log key takes over at the block's time. What the chain saw before stays signed with the old one.</summary>
    public async ValueTask<RotatedKey> RotateLogKeyAsync(CancellationToken cancellationToken)
    {
        if (_finished.Contains(DepartmentKey.Log))
        {
            return new RotatedKey(DepartmentKey.Log, "0x" + Convert.ToHexStringLower(keys.LogKey(department, origin).Key.PublicKey.AsSpan()), false, []);
        }

        var signer = keys.StageLogKey(department, origin);
        var name = "0x" + Convert.ToHexStringLower(signer.Key.PublicKey.AsSpan());
        if (await TryActivateAsync(DepartmentKey.Log, cancellationToken))
        {
            return new RotatedKey(DepartmentKey.Log, name, false, []);
        }

        await EnsureIdleAsync(cancellationToken);
        await Client().RotateLogKeyAsync(ToDigest(signer.Key.PublicKey), cancellationToken);
        return await TryActivateAsync(DepartmentKey.Log, cancellationToken)
            ? new RotatedKey(DepartmentKey.Log, name, true, [])
            : throw new ChainUnavailableException("The log key was rotated, but the chain does not show it yet; run it again.");
    }

    /// <summary>Another account takes the department over. It needs coins for gas unless the chain wants none.</summary>
    public async ValueTask<RotatedKey> RotateAccountAsync(CancellationToken cancellationToken)
    {
        if (_finished.Contains(DepartmentKey.Account))
        {
            return new RotatedKey(DepartmentKey.Account, new OperatorKey(keys.AccountKey(department)).Address.ToString(), false, []);
        }

        var successor = new OperatorKey(keys.StageAccountKey(department)).Address;
        if (await TryActivateAsync(DepartmentKey.Account, cancellationToken))
        {
            return new RotatedKey(DepartmentKey.Account, successor.ToString(), false, []);
        }

        await EnsureIdleAsync(cancellationToken);
        await Client().SetOperatorAsync(successor, cancellationToken);
        keys.Activate(department, DepartmentKey.Account);
        return new RotatedKey(DepartmentKey.Account, successor.ToString(), true, []);
    }

    /// <exception cref="AccountBusyException">Something the account sent is in no block yet.</exception>
    public async ValueTask EnsureIdleAsync(CancellationToken cancellationToken)
    {
        var account = new OperatorKey(keys.AccountKey(department)).Address;
        var isBusy = await chain.ConverseAsync(
            async session =>
            {
                var answers = await session.AskAllAsync(
                    [
                        new RpcCall("eth_getTransactionCount", account.ToString(), ChainSession.Latest),
                        new RpcCall("eth_getTransactionCount", account.ToString(), "pending"),
                    ],
                    cancellationToken);

                // A node without a pending block cannot say; then the nonce itself keeps two from being mined.
                return answers[1].Error is null && ChainJson.Quantity(answers[1].Result) > ChainJson.Quantity(answers[0].Get());
            },
            cancellationToken);
        if (isBusy)
        {
            throw new AccountBusyException(account);
        }
    }

    private async ValueTask<bool> TryActivateAsync(DepartmentKey key, CancellationToken cancellationToken)
    {
        switch (key)
        {
            case DepartmentKey.Record:
                using (var signer = keys.StageRecordKey(department))
                {
                    if (!(await _registry.ReadRecordKeysAsync(origin, cancellationToken)).Any(known => known.Thumbprint == signer.Thumbprint))
                    {
                        return false;
                    }
                }

                keys.Activate(department, key);
                return true;
            case DepartmentKey.Log:
                var staged = keys.StageLogKey(department, origin).Key.PublicKey;
                var known = await _registry.ReadLogKeysAsync(origin, cancellationToken);
                var place = known.ToList().FindIndex(logKey => logKey.PublicKey.AsSpan().SequenceEqual(staged.AsSpan()));
                if (place < 1)
                {
                    return false;
                }

                keys.Activate(department, key, known[place].Validity.From); // The one before ends when it begins.
                return true;
            default:
                var successor = new OperatorKey(keys.StageAccountKey(department)).Address;
                if ((await _registry.FindDepartmentAsync(origin, cancellationToken))?.Operator != successor)
                {
                    return false;
                }

                keys.Activate(department, key);
                return true;
        }
    }

    /// <summary>Keys of ours, other than the one in use, that the registry has no end for: a rotation that was cut off left them.</summary>
    private async ValueTask<ImmutableArray<Digest>> OpenOldKeysAsync(CancellationToken cancellationToken)
    {
        var ours = keys.RecordKeys(department);
        if (ours.Length < 2)
        {
            return [];
        }

        var known = await _registry.ReadRecordKeysAsync(origin, cancellationToken);
        return [.. known.Where(key => key.Validity.Until is null && ours[..^1].Any(own => own.Thumbprint == key.Thumbprint)).Select(key => key.Thumbprint)];
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
