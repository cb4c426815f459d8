using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Faults;

/// <summary>An outcome is a value or a refusal.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public void Value_Given_IsThereAndIsNoRefusal()
    {
        Outcome<string> outcome = "done";

        Assert.Equal(("done", "done", null), (outcome.Value, outcome.Required, outcome.Refusal));
    }

    [Fact]
    public void Refusal_Given_IsThereAndIsNoValue()
    {
        var refusal = new Refusal(SealFaults.Expired, "exp");

        Outcome<string> outcome = refusal;

        Assert.Null(outcome.Value);
        Assert.Same(refusal, outcome.Refusal);
    }

    [Fact]
    public void Fault_Given_IsARefusalWithoutAPlace()
    {
        Outcome<string> outcome = SealFaults.Expired;

        Assert.Equal((SealFaults.Expired, ""), (outcome.Refusal?.Fault, outcome.Refusal?.Place));
        Assert.Empty(outcome.Refusal!.Violations);
    }

    [Fact]
    public void Required_OfARefusal_ThrowsWithItsCode()
    {
        Outcome<string> outcome = SealFaults.Expired;

        Assert.Contains(SealFaults.Expired.Code, Assert.Throws<InvalidOperationException>(() => outcome.Required).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfAnOutcomeThatNobodySet_Throws() =>
        Assert.Throws<InvalidOperationException>(() => default(Outcome<string>).Refusal);
}
