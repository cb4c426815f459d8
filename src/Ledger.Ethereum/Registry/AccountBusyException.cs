using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Reports that an account has transactions that are in no block yet. A new transaction could replace them, or be executed at another time than
/// intended.
/// </summary>
public sealed class AccountBusyException(ChainAddress account) : Exception($"The account {account} has transactions that are in no block yet.");
