using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record DepartmentSuspended(Digest Department, long Change) : RegistryEvent(Change);
