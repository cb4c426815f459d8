using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record RecordKeyAdded(
    Digest Department, Digest Thumbprint, byte Algorithm, ImmutableArray<byte> PublicKey, Validity Validity, long Change) : RegistryEvent(Change);
