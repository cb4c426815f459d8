using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record TypeAuthorised(Digest Department, Digest Type, long Change) : RegistryEvent(Change);
