using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>
/// A department's migration records, which are part of its public log. Each file is written once, under the hash of its record, and never changed.
/// </summary>
/// <remarks>
/// <para>Durability: a record MUST be durable, whole and readable by everybody when <see cref="SaveAsync"/> returns; a crash during the call MUST
/// leave it whole or absent.</para>
/// <para>Concurrency: safe for use from any thread; one process writes.</para>
/// <para>Retries: saving a record again MUST leave the first octets as they are.</para>
/// <para>Damage: a list MUST NOT omit a damaged record. It MUST throw a <see cref="FaultException"/> with <see cref="StoreFaults.Damaged"/>.</para>
/// </remarks>
public interface IMigrationStore : IChainMoves
{
    /// <summary>Reads the octets of a record's file, to serve them. Null if there is no such file.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindBytesAsync(Digest recordHash, CancellationToken cancellationToken);

    /// <summary>Saves a file.</summary>
    ValueTask SaveAsync(MigrationFile file, CancellationToken cancellationToken);
}
