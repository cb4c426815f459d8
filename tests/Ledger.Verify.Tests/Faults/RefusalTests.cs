using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Faults;

public sealed class RefusalTests
{
    [Fact]
    public void ToString_OfAPlace_NamesCodePlaceAndTitle() =>
        Assert.Equal($"LDG1153 exp: {SealFaults.Expired.Title.En}", new Refusal(SealFaults.Expired, "exp").ToString());

    [Fact]
    public void At_APath_IsTheOneViolation()
    {
        var refusal = Refusal.At(IssuingFaults.ClaimsInvalid, "/claims/name", "缺少姓名。", "There is no name.");

        Assert.Equal((IssuingFaults.ClaimsInvalid, ""), (refusal.Fault, refusal.Place));
        Assert.Equal(new Violation("/claims/name", new LocalizedText("缺少姓名。", "There is no name.")), Assert.Single(refusal.Violations));
    }

    [Fact]
    public void FromFault_AFault_HasNeitherPlaceNorViolation()
    {
        var refusal = Refusal.FromFault(SealFaults.Expired);

        Assert.Equal((SealFaults.Expired, "", null), (refusal.Fault, refusal.Place, refusal.Earlier));
        Assert.Empty(refusal.Violations);
    }
}
