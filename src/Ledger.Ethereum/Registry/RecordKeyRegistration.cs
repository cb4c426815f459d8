using System.Collections.Immutable;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// A record key to register. The thumbprint is that of RFC 7638 with SHA-256. The algorithms are 1 ES256 (key x ‖ y, 64 bytes), 2 Ed25519 (32
/// bytes), 3 SM2 (x ‖ y, 64 bytes). A null <paramref name="From"/> means the time of the block, a null <paramref name="Until"/> means no end.
/// </summary>
public sealed record RecordKeyRegistration(
    Digest Thumbprint, byte Algorithm, ImmutableArray<byte> PublicKey, DateTimeOffset? From, DateTimeOffset? Until);
