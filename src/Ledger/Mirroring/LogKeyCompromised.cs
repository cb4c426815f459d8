using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>From <paramref name="Since"/> on nothing the key signed is good, whatever its validity says. It may be declared again, earlier.</summary>
public sealed record LogKeyCompromised(Digest Department, Digest Key, DateTimeOffset Since, long Change) : RegistryEvent(Change);
