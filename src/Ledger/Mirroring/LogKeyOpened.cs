using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record LogKeyOpened(Digest Department, Digest Key, DateTimeOffset ValidFrom, long Change) : RegistryEvent(Change);
