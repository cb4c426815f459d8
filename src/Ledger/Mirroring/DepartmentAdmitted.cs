using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record DepartmentAdmitted(Digest Department, string Origin, ChainAddress Operator, string NodeUrl, long Change) : RegistryEvent(Change);
