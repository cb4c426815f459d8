using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record TypeDeauthorised(Digest Department, Digest Type, long Change) : RegistryEvent(Change);
