using System.Numerics;

namespace Ledger.Ethereum.Transactions;

/// <summary>What a transaction offers for a unit of gas, in wei.</summary>
internal abstract record GasFees
{
    // Five times what the chain asks: about what eleven raises come to.
    private const int MostOverMarket = 5;

    /// <summary>The most that may be paid for a unit of gas.</summary>
    public abstract BigInteger Most { get; }

    /// <summary>
    /// These fees, which the chain asks now, raised where they are less than 15 % above those of the transaction to be replaced. Nodes want at
    /// least 10 % more in both parts, whatever the market did meanwhile. Zero for both stays zero: a chain without fees wants no raise.
    /// </summary>
    /// <returns>Null when that would be more than five times what the chain asks.</returns>
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

    /// <summary>Rounded up, and at least by one: a part that stays where it is makes a node refuse the whole.</summary>
    protected static BigInteger Raise(BigInteger fee) => BigInteger.Max(fee + 1, (fee * 115 + 99) / 100);
}
