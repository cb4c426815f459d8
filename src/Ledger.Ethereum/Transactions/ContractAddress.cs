using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Transactions;

/// <summary>Where a contract created by a plain transaction lies: the last 20 bytes of keccak256(rlp(sender, nonce)) (Yellow Paper, section 7).</summary>
internal static class ContractAddress
{
    public static ChainAddress Of(ChainAddress sender, long nonce)
    {
        var encoded = Rlp.Encode(RlpItem.List(RlpItem.Of(Convert.FromHexString(sender.ToString().AsSpan(2))), RlpItem.Of((System.Numerics.BigInteger)nonce)));
        return ChainAddress.TryParse(Hex.Data(Keccak.Hash(encoded).ToArray().AsSpan(12)), out var address)
            ? address
            : throw new System.Diagnostics.UnreachableException();
    }
}
