using System.Numerics;

namespace Ledger.Ethereum.Transactions;

/// <summary>The fee before EIP-1559, or on chains without a base fee.</summary>
internal sealed record LegacyFees(BigInteger GasPrice) : GasFees
{
    public override BigInteger Most => GasPrice;

    protected override GasFees RaisedOver(GasFees replaced) => new LegacyFees(BigInteger.Max(GasPrice, Raise(replaced.Most)));
}
