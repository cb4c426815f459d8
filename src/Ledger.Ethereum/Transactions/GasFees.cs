using System.Numerics;

namespace Ledger.Ethereum.Transactions;

/// <summary>The price that a transaction offers for a unit of gas, in wei.</summary>
internal abstract record GasFees
{
    // Five times the price that the chain asks, which about eleven raises reach.
    private const int MostOverMarket = 5;

    /// <summary>The highest price that may be paid for a unit of gas.</summary>
    public abstract BigInteger Most { get; }

    /// <summary>
    /// Returns these current fees, raised to at least 15 % above those of the transaction to be replaced. Nodes require at least 10 % more in both
    /// parts, whatever the market did in the meantime. If both are zero they stay zero, because a chain without fees needs no raise.
    /// </summary>
    /// <returns>Null when the result would be more than five times the price that the chain asks.</returns>
    public GasFees? Over(GasFees replaced)
    {
        if (replaced.Most.IsZero)
        {
            return this;
        }

        var raised = RaisedOver(replaced);
        return raised.Most > Most && raised.Most > MostOverMarket * Most ? null : raised;
    }

    protected abstract GasFees RaisedOver(GasFees replaced);

    /// <summary>Raises a fee by 15 %, rounded up, and by at least one. If a part stays the same, a node refuses the replacement.</summary>
    protected static BigInteger Raise(BigInteger fee) => BigInteger.Max(fee + 1, (fee * 115 + 99) / 100);
}
