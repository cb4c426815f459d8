using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Verify.Json;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Disclosures;

public sealed class DisclosureTests
{
    private static readonly string Text = """
        {"basis":"statutory_duty","by":"窗口 3","claims":["name","school/0"],"department":"education","form":"bundle",
        "purpose":"fraud-prevention","purpose_version":2,"records":["00000000-0000-7000-8000-000000000001"],"role":"auditor",
        "withheld_until":"2026-09-01"}
        """.ReplaceLineEndings("");

    private static readonly Disclosure Sound = new()
    {
        By = "窗口 3",
        Department = "education",
        Role = "auditor",
        Form = DisclosureForm.Bundle,
        Records = [RecordId.FromBytes([0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1])],
        Claims = ["name", "school/0"],
        Purpose = "fraud-prevention",
        PurposeVersion = 2,
        Basis = LegalBasis.StatutoryDuty,
        WithheldUntil = new DateOnly(2026, 9, 1),
    };

    /// <summary>The log commits to these bytes for ever.</summary>
    [Fact]
    public void ToText_Disclosure_IsThisText() => Assert.Equal(Text, Sound.ToText());

    [Fact]
    public void Read_Text_HasEveryMember() => AssertSame(Sound, Disclosure.Read(Text));

    [Fact]
    public void ToText_NotWithheld_HasNoDay()
    {
        var open = Sound with { WithheldUntil = null, Records = [], Claims = [], Form = DisclosureForm.List };

        Assert.DoesNotContain("withheld_until", open.ToText(), StringComparison.Ordinal);
        AssertSame(open, Disclosure.Read(open.ToText()));
    }

    [Property(MaxTest = 300)]
    public Property Read_AnyDisclosure_IsReadAsWrittenAndCanonical() => Prop.ForAll(All.ToArbitrary(), disclosure =>
    {
        var text = disclosure.ToText();

        AssertSame(disclosure, Disclosure.Read(text));
        Assert.Equal(text, Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(text))));
    });

    [Theory]
    [InlineData("basis"), InlineData("by"), InlineData("claims"), InlineData("department"), InlineData("form")]
    [InlineData("purpose"), InlineData("purpose_version"), InlineData("records"), InlineData("role")]
    public void Read_MemberMissing_IsRefused(string member) => AssertRefused(Text.Replace($"\"{member}\":", $"\"other_{member}\":", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"statutory_duty\"", "\"StatutoryDuty\"")]
    [InlineData("\"statutory_duty\"", "null")]
    [InlineData("\"bundle\"", "\"Bundle\"")]
    [InlineData("\"bundle\"", "1")]
    [InlineData("\"education\"", "7")]
    [InlineData("[\"name\",\"school/0\"]", "\"name\"")]
    [InlineData("[\"name\",\"school/0\"]", "[7]")]
    [InlineData("[\"00000000-0000-7000-8000-000000000001\"]", "[\"1\"]")]
    [InlineData("[\"00000000-0000-7000-8000-000000000001\"]", "[null]")]
    [InlineData("\"purpose_version\":2", "\"purpose_version\":2.5")]
    [InlineData("\"purpose_version\":2", "\"purpose_version\":\"2\"")]
    [InlineData("\"2026-09-01\"", "\"2026-9-1\"")]
    [InlineData("\"2026-09-01\"", "\"2026-09-01T00:00:00Z\"")]
    [InlineData("\"2026-09-01\"", "\"2026-02-30\"")]
    [InlineData("\"2026-09-01\"", "null")]
    [InlineData("{", "[{")]
    [InlineData("}", "} {}")]
    public void Read_WrongValue_IsRefused(string sound, string wrong)
    {
        Assert.Contains(sound, Text, StringComparison.Ordinal);

        AssertRefused(Text.Replace(sound, wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""), InlineData("null"), InlineData("[]"), InlineData("\"x\""), InlineData("{}")]
    [InlineData("""{"by":"desk","reason":"x","status":"revoked"}""")] // A payload of another entry.
    public void Read_OtherText_IsRefused(string text) => AssertRefused(text);

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

    [Fact]
    public void Format_Forms_AreTheseNames() =>
        Assert.Equal(["claims", "bundle", "all_records", "list", "search", "share"], Enum.GetValues<DisclosureForm>().Select(Disclosure.Format));

    [Fact]
    public void ToString_ShowsNoContent() => Assert.Equal("Disclosure", Sound.ToString());

    private static Gen<Disclosure> All { get; } =
        from texts in Generators.Texts.ArrayOf(4)
        from form in Gen.Elements(Enum.GetValues<DisclosureForm>())
        from records in Generators.Bytes(16).Select(bytes => RecordId.FromBytes([.. bytes[..6], 0x70, bytes[7], 0x80, .. bytes[9..]])).ArrayOf()
        from claims in Generators.Texts.ArrayOf()
        from version in Gen.Choose(1, int.MaxValue)
        from basis in Gen.Elements(Enum.GetValues<LegalBasis>())
        from day in Gen.OneOf(Gen.Constant<DateOnly?>(null), Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(number => (DateOnly?)DateOnly.FromDayNumber(number)))
        select new Disclosure
        {
            By = texts[0],
            Department = texts[1],
            Role = texts[2],
            Form = form,
            Records = [.. records],
            Claims = [.. claims],
            Purpose = texts[3],
            PurposeVersion = version,
            Basis = basis,
            WithheldUntil = day,
        };

    private static void AssertRefused(string text) => Assert.Throws<FormatException>(() => Disclosure.Read(text));

    // Arrays are compared by what they hold.
    private static void AssertSame(Disclosure expected, Disclosure actual)
    {
        Assert.Equal(expected.Records, actual.Records);
        Assert.Equal(expected.Claims, actual.Claims);
        Assert.Equal(Without(expected), Without(actual));

        static Disclosure Without(Disclosure disclosure) =>
            disclosure with { Records = ImmutableArray<RecordId>.Empty, Claims = ImmutableArray<string>.Empty };
    }
}
