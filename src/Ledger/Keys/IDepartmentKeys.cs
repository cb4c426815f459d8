using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Keys;

/// <summary>The private keys of a node and its departments. Each is made on first use and never overwritten.</summary>
/// <remarks>
/// <para>A key rotates in three steps: <c>Stage</c> makes the new key beside the old one, a transaction enters it in the registry, and
/// <see cref="Activate"/> puts it in use. After a crash at any point the key in use is one that the registry knows. Old keys stay, because old
/// signatures were made with them.</para>
/// <para>Durability: a key MUST be durable before the method that made it returns, or a signature could exist whose key is lost.
/// <see cref="Activate"/> MUST be one atomic, durable step.</para>
/// <para>Concurrency: safe for use from any thread. One process at a time makes keys; a second that makes the same key at the same time MUST fail or
/// get the first one's key, and MUST NOT replace it.</para>
/// <para>Retries: staging again MUST return the staged key. After an exception of <see cref="Activate"/> the caller asks <see cref="IsStaged"/>.</para>
/// <para>Secrets: keys MUST NOT be stored in clear, and an exception MUST NOT quote one. The methods are called at start and in a rotation, never for
/// each record, so they may wait for a disk or a key service.</para>
/// </remarks>
public interface IDepartmentKeys
{
    /// <summary>The key that seals a department's records; the newest when there are several. Made on first use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: it is there and cannot be used.</exception>
    Es256Signer RecordKey(DepartmentId department);

    /// <summary>Makes a further record key, which is the one to seal with from now on.</summary>
    Es256Signer CreateRecordKey(DepartmentId department);

    /// <summary>The public halves of all record keys a department ever had here, oldest first.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: one of them cannot be used.</exception>
    ImmutableArray<Jwk> RecordKeys(DepartmentId department);

    /// <summary>The keys that sign a department's checkpoints, under the log's origin. The first is made on first use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: one is there and cannot be used.</exception>
    LogKeys LogKey(DepartmentId department, string origin);

    /// <summary>A secp256k1 private key: the account a department has on the chain. Made on first use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: it is there and cannot be used.</exception>
    KeyOctets AccountKey(DepartmentId department);

    /// <summary>The same for the node itself, whose account no department shares. Made on first use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: it is there and cannot be used.</exception>
    KeyOctets NodeAccountKey();

    /// <summary>The record key that is to take over, made when there is none.</summary>
    Es256Signer StageRecordKey(DepartmentId department);

    /// <summary>The log key that is to take over, made when there is none.</summary>
    INoteSigner StageLogKey(DepartmentId department, string origin);

    /// <summary>The account that is to take over, made when there is none.</summary>
    KeyOctets StageAccountKey(DepartmentId department);

    /// <summary>Whether a key waits to take over.</summary>
    bool IsStaged(DepartmentId department, DepartmentKey key);

    /// <summary>Makes the staged key the one in use. Only after the registry knows it.</summary>
    /// <param name="department">Whose.</param>
    /// <param name="key">Which.</param>
    /// <param name="closedAt">For a log key: when the registry closed the one before, to the block's second.</param>
    /// <exception cref="InvalidOperationException">None is staged.</exception>
    void Activate(DepartmentId department, DepartmentKey key, DateTimeOffset? closedAt = null);
}
