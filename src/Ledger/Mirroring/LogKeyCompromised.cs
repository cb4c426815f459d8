using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// Signatures of the key from <paramref name="Since"/> on are invalid, whatever its validity says. The event may be repeated with an earlier time.
/// </summary>
public sealed record LogKeyCompromised(Digest Department, Digest Key, DateTimeOffset Since, long Change) : RegistryEvent(Change);
