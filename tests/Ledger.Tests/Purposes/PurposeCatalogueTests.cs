using Ledger.Purposes;
using Ledger.Tests.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Purposes;

public sealed class PurposeCatalogueTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);
    private static readonly LocalizedText AnyText = new("文", "text");

    private static readonly PurposeCatalogue Catalogue = PurposeCatalogue.FromPurposes(
    [
        new Purpose("renewal", 1, AnyText, AnyText, [LegalBasis.ExplicitRequest, LegalBasis.Consent], null),
        new Purpose("fraud", 2, AnyText, AnyText, [LegalBasis.StatutoryDuty], new LawfulDelay(90, AnyText)),
    ]);

    /// <summary>A change of a purpose changes what departments may do, so it is a visible change of this list.</summary>
    [Fact]
    public void Shipped_Purposes_AreThese() => Assert.Equal(
        [
            "care 1 consent statutory_duty",
            "case-handling 1 statutory_duty explicit_request",
            "correction 1 statutory_duty explicit_request",
            "eligibility 1 statutory_duty explicit_request consent",
            "emergency 1 vital_interest",
            "fraud-prevention 1 statutory_duty, 90 days",
            "oversight 1 statutory_duty",
            "payment 1 statutory_duty",
            "renewal 1 statutory_duty explicit_request consent",
            "resident-request 1 explicit_request",
            "system-transfer 1 statutory_duty",
            "verification 1 statutory_duty explicit_request consent",
        ],
        PurposeCatalogue.Shipped.Purposes.Select(purpose =>
            $"{purpose.Code} {purpose.Version} {string.Join(' ', purpose.Bases.Select(LegalBases.Format))}" + (purpose.Delay is { Days: var days } ? $", {days} days" : "")));

    [Fact]
    public void Find_Code_IsThatPurposeOrNone()
    {
        Assert.Equal(2, Catalogue.Find("fraud")?.Version);
        Assert.Null(Catalogue.Find("Fraud"));
        Assert.Null(Catalogue.Find(""));
        Assert.Equal(["fraud", "renewal"], Catalogue.Purposes.Select(purpose => purpose.Code));
    }

    [Fact]
    public void FromPurposes_SameCodeTwice_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => PurposeCatalogue.FromPurposes([.. Catalogue.Purposes, Catalogue.Purposes[0] with { Version = 9 }]));

    [Theory]
    [InlineData(null, LegalBasis.ExplicitRequest)] // The first that the purpose names.
    [InlineData("explicit_request", LegalBasis.ExplicitRequest)]
    [InlineData("consent", LegalBasis.Consent)]
    public void Check_PermittedBasis_IsTaken(string? basis, LegalBasis expected)
    {
        var checkedPurpose = Catalogue.Check("renewal", basis, null, Today).Required;

        Assert.Equal(new ReadPurpose(Catalogue.Find("renewal")!, expected, null), checkedPurpose);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Check_WithoutPurpose_IsRefused(string? code) => Refusals.AssertIs(DisclosureFaults.PurposeMissing, Catalogue.Check(code, null, null, Today).Refusal);

    [Fact]
    public void Check_UnknownPurpose_IsRefusedWithTheKnownOnes()
    {
        var refusal = Catalogue.Check("curiosity", null, null, Today).Refusal;

        Refusals.AssertIs(DisclosureFaults.PurposeUnknown, refusal, "/purpose");
        Assert.Contains("fraud, renewal", refusal!.Violations[0].Message.En, StringComparison.Ordinal);
        Assert.Contains("fraud、renewal", refusal.Violations[0].Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statutory_duty")] // A basis, but not one of this purpose.
    [InlineData("legitimate_interest")]
    [InlineData("")]
    public void Check_OtherBasis_IsRefusedWithThePermittedOnes(string basis)
    {
        var refusal = Catalogue.Check("renewal", basis, null, Today).Refusal;

        Refusals.AssertIs(DisclosureFaults.BasisNotPermitted, refusal, "/basis");
        Assert.Contains("explicit_request, consent", refusal!.Violations[0].Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    public void Check_DelayThatTheLawAllows_IsTaken(int days) =>
        Assert.Equal(Today.AddDays(days), Catalogue.Check("fraud", null, Today.AddDays(days), Today).Required.WithheldUntil);

    [Theory]
    [InlineData("fraud", -1)]
    [InlineData("fraud", 0)]
    [InlineData("fraud", 91)]
    [InlineData("renewal", 1)] // No law allows a delay.
    public void Check_OtherDelay_IsRefused(string code, int days) =>
        Refusals.AssertIs(DisclosureFaults.DelayNotPermitted, Catalogue.Check(code, null, Today.AddDays(days), Today).Refusal, "/withheldUntil");
}
