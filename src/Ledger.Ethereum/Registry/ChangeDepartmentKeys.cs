using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>Changes the keys of a department, for its operator only. The caller holds the lock of the data directory. Stateless.</summary>
/// <param name="chain">The chain of the registry.</param>
/// <param name="keys">The keys.</param>
public sealed class ChangeDepartmentKeys(EthereumAnchorChain chain, DepartmentKeys keys)
{
    /// <summary>Finishes a rotation that was interrupted, then changes a key.</summary>
    /// <exception cref="FaultException">The account is not the department's operator.</exception>
    public async Task<T> RunAsync<T>(Func<KeyRotation, Task<T>> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var rotation = Rotation();
        // Finishing a rotation can put a new account in use, so it comes before the check of the operator.
        await rotation.FinishAsync(KeyRotation.LongestWait, cancellationToken);
        await EnsureOperatorAsync(cancellationToken);
        return await change(rotation);
    }

    /// <summary>Declares that somebody else may have a key. Irrevocable.</summary>
    /// <param name="key">The log key, or the thumbprint of the record key.</param>
    /// <param name="isRecordKey">True for a record key, false for a log key.</param>
    /// <param name="since">The time of the compromise.</param>
    /// <param name="cancellationToken">Cancels the wait. The declaration may have been sent.</param>
    /// <exception cref="FaultException">The account is not the department's operator.</exception>
    public async Task<TransactionOutcome> DeclareCompromisedAsync(Digest key, bool isRecordKey, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await EnsureOperatorAsync(cancellationToken);
        await Rotation().EnsureIdleAsync(cancellationToken);
        var department = new DepartmentClient(chain, keys.Account(), keys.Origin);
        return isRecordKey
            ? await department.DeclareRecordKeyCompromisedAsync(key, since, cancellationToken)
            : await department.DeclareLogKeyCompromisedAsync(key, since, cancellationToken);
    }

    private KeyRotation Rotation() => new(keys.Files, keys.Id, keys.Origin, chain);

    private async Task EnsureOperatorAsync(CancellationToken cancellationToken)
    {
        var department = await new RegistryClient(chain).FindDepartmentAsync(keys.Origin, cancellationToken)
            ?? throw new FaultException(GovernanceFaults.DepartmentUnknown, keys.Origin);
        if (department.Operator != keys.Account().Address)
        {
            throw new FaultException(GovernanceFaults.NotTheOperator, $"{department.Operator}, not {keys.Account().Address}");
        }
    }
}
