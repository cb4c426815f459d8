using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Disclosures;

/// <summary>The texts of a share and of its opening. The log commits to these bytes for ever.</summary>
public sealed class ShareTermsTests
{
    private const string Id = "00000000-0000-7000-8000-000000000001";

    private static readonly string Text = """
        {"basis":"explicit_request","by":"resident (city-id)","claims":["doses","name"],"department":"","form":"share","purpose":"resident-request",
        "purpose_version":1,"records":["00000000-0000-7000-8000-000000000001"],"role":"resident",
        "share":{"code":"LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ","ends":1796716800123,"paths":[["name"],["doses",null,"lot_number"],["doses",0]],"way":"paper"}}
        """.ReplaceLineEndings("");

    private static readonly ShareTerms Terms = new(
        Digest.Sha256("hello"u8), DateTimeOffset.FromUnixTimeMilliseconds(1_796_716_800_123), ShareWay.Paper,
        [ClaimPath.FromSegments("name"), ClaimPath.FromSegments("doses", ClaimPathSegment.Any, "lot_number"), ClaimPath.FromSegments("doses", 0)]);

    private static readonly Disclosure Shared = new()
    {
        By = "resident (city-id)",
        Department = "",
        Role = Disclosure.ResidentRole,
        Form = DisclosureForm.Share,
        Records = [RecordId.TryParse(Id, out var id) ? id : default],
        Claims = ["doses", "name"],
        Purpose = "resident-request",
        PurposeVersion = 1,
        Basis = LegalBasis.ExplicitRequest,
        Share = Terms,
    };

    [Fact]
    public void ToText_Share_IsThisText() => Assert.Equal(Text, Shared.ToText());

    [Fact]
    public void Read_Text_HasEveryTerm()
    {
        var read = Disclosure.Read(Text).Share!;

        Assert.Equal((Terms.Code, Terms.Ends, Terms.Way), (read.Code, read.Ends, read.Way));
        Assert.Equal(Terms.Paths.AsEnumerable(), read.Paths);
        Assert.Equal("ShareTerms", read.ToString());
    }

    [Fact]
    public void ToText_OpenedShare_NamesIt()
    {
        var opened = Shared with { Form = DisclosureForm.Bundle, Share = null, OpenedShare = Shared.Records[0] };

        Assert.Contains($"\"opened_share\":\"{Id}\"", opened.ToText(), StringComparison.Ordinal);
        Assert.Equal((Shared.Records[0], null), (Disclosure.Read(opened.ToText()).OpenedShare, Disclosure.Read(opened.ToText()).Share));
    }

    [Theory]
    [InlineData("\"paper\"", "\"Paper\"")]
    [InlineData("\"paper\"", "null")]
    [InlineData("1796716800123", "-999999999999999999")]
    [InlineData("1796716800123", "1.5")]
    [InlineData("[\"doses\",0]", "[]")]
    [InlineData("[\"doses\",0]", "[\"doses\",-1]")]
    [InlineData("LPJN", "LPJ")]
    [InlineData("\"ends\":", "\"end\":")]
    public void Read_WrongTerm_IsRefused(string sound, string wrong)
    {
        Assert.Contains(sound, Text, StringComparison.Ordinal);

        Assert.Throws<FormatException>(() => Disclosure.Read(Text.Replace(sound, wrong, StringComparison.Ordinal)));
    }

    [Property(MaxTest = 300)]
    public Property Read_OneValueChanged_IsRefusedOrADisclosure() => Prop.ForAll(Generators.OneValueChanged(Text).ToArbitrary(), text =>
    {
        try
        {
            Assert.NotEmpty(Disclosure.Read(text).ToText());
        }
        catch (FormatException)
        {
            // Refused.
        }
    });
}
