using Ledger.Verify.Chain;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.Chain;

/// <summary>A key is good from the second it was registered until the second it was closed or compromised.</summary>
public sealed class KeyFactsTests
{
    private static readonly Validity Validity = new(Times.Admitted, Times.SeenAgain);

    public static TheoryData<DateTimeOffset, DateTimeOffset?, bool> Moments => new()
    {
        { Times.Seen, null, true },
        { Times.Admitted, null, true },
        { Times.Admitted - Times.Second, null, false },
        { Times.SeenAgain - Times.Second, null, true },
        { Times.SeenAgain, null, false },
        { Times.Seen, Times.Seen + Times.Second, true },
        { Times.Seen, Times.Seen, false },
        { Times.Seen, Times.Seen - Times.Second, false },
        { Times.SeenAgain, Times.SeenAgain + Times.Second, false },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void IsGoodAt_Time_IsInsideTheValidityAndBeforeTheCompromise(DateTimeOffset time, DateTimeOffset? compromised, bool expected)
    {
        Assert.Equal(expected, new LogKeyFacts([1], Validity) { CompromisedSince = compromised }.IsGoodAt(time));
        Assert.Equal(expected, new RecordKeyFacts(default, 1, [1], Validity) { CompromisedSince = compromised }.IsGoodAt(time));
    }
}
