using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>The registry took note of a migration record; only counted here.</summary>
public sealed record MigrationRecorded(Digest Department, Digest RecordHash, long Change) : RegistryEvent(Change);
