using System.Diagnostics;
using Ledger.Verify.Chain;
using Nethereum.Util;

namespace Ledger.Ethereum.Transactions;

/// <summary>
/// Computes the address of a contract that a plain transaction creates: the last 20 bytes of keccak256(rlp(sender, nonce)) (Yellow Paper, section
/// 7).
/// </summary>
internal static class ContractAddress
{
    public static ChainAddress Compute(ChainAddress sender, long nonce) =>
        ChainAddress.TryParse(ContractUtils.CalculateContractAddress(sender.ToString(), nonce).ToLowerInvariant(), out var address)
            ? address
            : throw new UnreachableException();
}
