using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Faults;

public sealed class FaultExceptionTests
{
    private static readonly Fault Fault = StoreFaults.Damaged;

    [Fact]
    public void Message_WithADetail_IsTheTitleAndTheDetail() =>
        Assert.Equal($"{Fault.Title.En} tile 0/003", new FaultException(Fault, "tile 0/003").Message);

    [Fact]
    public void Message_WithoutADetail_IsTheTitle() => Assert.Equal(Fault.Title.En, new FaultException(Fault, "").Message);

    [Fact]
    public void Reason_NotSet_IsTheDetail() => Assert.Equal("tile 0/003", new FaultException(Fault, "tile 0/003").Reason);

    [Fact]
    public void GetName_OfAFault_IsItsCode() => Assert.Equal(Fault.Code, FaultException.GetName(new FaultException(Fault, "tile 0/003")));

    // The message may quote a request, so it is not part of the name.
    [Fact]
    public void GetName_OfAnotherException_IsItsType() =>
        Assert.Equal("an unexpected FormatException", FaultException.GetName(new FormatException("王芳")));
}
