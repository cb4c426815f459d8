using Ledger.Anchoring;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>
/// A department's migration records, which are part of its public log. Each is written once, under the hash of its record, and never changed.
/// </summary>
/// <remarks>
/// <para>Durability: a record MUST be durable, whole and readable by everybody when <see cref="SaveAsync"/> returns; a crash during the call MUST
/// leave it whole or absent.</para>
/// <para>Concurrency: safe for use from any thread; one process writes.</para>
/// <para>Retries: saving a record again MUST leave the first octets as they are.</para>
/// <para>A record that cannot be read as it was written is <see cref="StoreFaults.Damaged"/> and MUST NOT be left out of a list.</para>
/// </remarks>
public interface IMigrationStore : IChainMoves
{
    /// <summary>The octets of a record's file, to be handed out; null when there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindBytesAsync(Digest recordHash, CancellationToken cancellationToken);

    /// <summary>Keeps a file.</summary>
    ValueTask SaveAsync(MigrationFile file, CancellationToken cancellationToken);
}
