using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>The contracts that belong to a registry, as the registry itself names them.</summary>
internal sealed record ContractSet(ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus);
