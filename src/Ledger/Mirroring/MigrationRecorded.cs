using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>The registry recorded a migration. The mirror only counts this event.</summary>
public sealed record MigrationRecorded(Digest Department, Digest RecordHash, long Change) : RegistryEvent(Change);
