using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record DepartmentReinstated(Digest Department, long Change) : RegistryEvent(Change);
