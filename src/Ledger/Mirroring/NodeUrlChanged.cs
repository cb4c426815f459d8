using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record NodeUrlChanged(Digest Department, string NodeUrl, long Change) : RegistryEvent(Change);
