using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>The registry and the contracts that it names.</summary>
internal sealed record ContractSet(ChainAddress Registry, ChainAddress LogAnchor, ChainAddress RecordStatus);
