using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record TypeRegistered(Digest Type, string Uri, Digest MetadataHash, long Change) : RegistryEvent(Change);
