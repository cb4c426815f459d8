using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record RecordKeyClosed(Digest Department, Digest Thumbprint, DateTimeOffset ValidUntil, long Change) : RegistryEvent(Change);
