using System.Numerics;

namespace Ledger.Ethereum.Transactions;

/// <summary>The fees of EIP-1559.</summary>
internal sealed record DynamicFees(BigInteger MaxPriorityFee, BigInteger MaxFee) : GasFees
{
    public override BigInteger Most => MaxFee;

    protected override GasFees RaisedOver(GasFees replaced)
    {
        // For EIP-1559, a legacy transaction offers its whole price as the tip.
        var tip = BigInteger.Max(MaxPriorityFee, Raise(replaced is DynamicFees dynamic ? dynamic.MaxPriorityFee : replaced.Most));
        return new DynamicFees(tip, BigInteger.Max(tip, BigInteger.Max(MaxFee, Raise(replaced.Most))));
    }
}
