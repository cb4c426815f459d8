using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record LogKeyClosed(Digest Department, Digest Key, DateTimeOffset ValidUntil, long Change) : RegistryEvent(Change);
