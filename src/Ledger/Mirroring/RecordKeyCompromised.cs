using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>Like <see cref="LogKeyCompromised"/>, for a key that seals records.</summary>
public sealed record RecordKeyCompromised(Digest Department, Digest Thumbprint, DateTimeOffset Since, long Change) : RegistryEvent(Change);
