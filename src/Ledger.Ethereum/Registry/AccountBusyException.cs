using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Registry;

/// <summary>The account has transactions that no block holds yet: what is sent now could take their place, or be judged at another time than meant.</summary>
public sealed class AccountBusyException(ChainAddress account) : Exception($"The account {account} has transactions that are in no block yet.");
