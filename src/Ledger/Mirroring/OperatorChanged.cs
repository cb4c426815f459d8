using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

public sealed record OperatorChanged(Digest Department, ChainAddress Operator, long Change) : RegistryEvent(Change);
