using Ledger.Anchoring;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Anchoring;

/// <summary>Tests which exceptions count as an outage of the chain.</summary>
public sealed class ChainOutagesTests
{
    [Theory]
    [InlineData("LDG4001")]
    [InlineData("LDG4006")]
    [InlineData("LDG4007")]
    [InlineData("LDG4010")]
    [InlineData("LDG4011")]
    [InlineData("LDG4014")]
    [InlineData("LDG4015")]
    public void Includes_FaultOfAChainThatCannotBeUsed_IsTrue(string code) =>
        Assert.True(ChainOutages.Includes(new FaultException(FaultTable.Find(code)!, "")));

    [Fact]
    public void Includes_ExceptionWithAValueBesideTheFault_IsTrue()
    {
        Assert.True(ChainOutages.Includes(new ChainMovedException("moved")));
        Assert.True(ChainOutages.Includes(new UnderpricedException(isReplacement: true, "more")));
    }

    [Fact]
    public void Includes_UnforeseenExceptionOrAnotherFault_IsFalse()
    {
        Assert.False(ChainOutages.Includes(new InvalidOperationException("a defect", ChainOutages.Create("down"))));
        Assert.False(ChainOutages.Includes(new CallRevertedException("NotTheOperator", "refused")));
        Assert.False(ChainOutages.Includes(new FaultException(StoreFaults.KeyUnusable, "")));
        Assert.False(ChainOutages.Includes(new FaultException(MirrorFaults.EventsDisagree, "")));
    }

    [Theory]
    [InlineData("LDG4006", true)]
    [InlineData("LDG4007", true)]
    [InlineData("LDG4001", false)]
    [InlineData("LDG4011", false)]
    public void IsRefusedTransaction_Fault_IsTrueForTheRefusalsOfANode(string code, bool expected) =>
        Assert.Equal(expected, ChainOutages.IsRefusedTransaction(new FaultException(FaultTable.Find(code)!, "")));

    [Fact]
    public void Describe_Exception_LeavesOutTheTitle()
    {
        Assert.Equal("no answer", ChainOutages.Describe(ChainOutages.Create("no answer")));
        Assert.Equal("Nonce 7 of the operator's account is already used.", ChainOutages.Describe(new NonceUsedException(7)));
    }
}
