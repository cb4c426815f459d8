using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Purposes;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Purposes;

public sealed class PurposeTests
{
    private const string Sound = """
        {"code":"fraud-check","version":3,"title":{"zh":"标题","en":"Title"},"text":{"zh":"文字","en":"Text"},
         "bases":["statutory_duty","consent"],"delay":{"days":90,"law":{"zh":"法律","en":"Law"}}}
        """;

    [Fact]
    public void Read_PurposeFile_HasEveryMember()
    {
        var purpose = Read(Sound);

        Assert.Equal(("fraud-check", 3), (purpose.Code, purpose.Version));
        Assert.Equal((new LocalizedText("标题", "Title"), new LocalizedText("文字", "Text")), (purpose.Title, purpose.Text));
        Assert.Equal([LegalBasis.StatutoryDuty, LegalBasis.Consent], purpose.Bases);
        Assert.Equal(new LawfulDelay(90, new LocalizedText("法律", "Law")), purpose.Delay);
    }

    [Fact]
    public void Read_WithoutDelay_HasNone() => Assert.Null(Read(Change(file => file.Remove("delay"))).Delay);

    [Theory]
    [InlineData("code"), InlineData("version"), InlineData("title"), InlineData("text"), InlineData("bases")]
    public void Read_MemberMissing_IsRefused(string member) => AssertRefused(Change(file => file.Remove(member)));

    [Theory]
    [InlineData(""), InlineData("extra"), InlineData("Code"), InlineData("title/fr"), InlineData("text/fr"), InlineData("delay/until"), InlineData("delay/law/fr")]
    public void Read_UnknownMember_IsRefused(string place) => AssertRefused(Change(file =>
    {
        var path = place.Split('/');
        path[..^1].Aggregate(file, (json, name) => json[name]!.AsObject())[path[^1]] = "x";
    }));

    [Theory]
    [InlineData("code", "\"\""), InlineData("code", "\"Fraud\""), InlineData("code", "\"-fraud\""), InlineData("code", "\"fraud-\""), InlineData("code", "\"fraud check\"")]
    [InlineData("code", "\"fraud2\""), InlineData("code", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\""), InlineData("code", "null"), InlineData("code", "7")]
    [InlineData("version", "0"), InlineData("version", "-1"), InlineData("version", "1.5"), InlineData("version", "\"1\""), InlineData("version", "99999999999")]
    [InlineData("bases", "[]"), InlineData("bases", "\"consent\""), InlineData("bases", "[\"consent\",\"consent\"]"), InlineData("bases", "[\"Consent\"]")]
    [InlineData("bases", "[\"legitimate_interest\"]"), InlineData("bases", "[null]"), InlineData("bases", "[1]"), InlineData("bases", "{}")]
    [InlineData("title", "\"Title\""), InlineData("title", "{\"zh\":\"标题\"}"), InlineData("title", "{\"zh\":\"\",\"en\":\"x\"}"), InlineData("title", "{\"zh\":\"x\",\"en\":\" \"}")]
    [InlineData("text", "null"), InlineData("text", "{\"zh\":null,\"en\":\"x\"}"), InlineData("text", "{\"zh\":\"\\ud800\",\"en\":\"x\"}")]
    [InlineData("delay", "null"), InlineData("delay", "90"), InlineData("delay", "{\"days\":90}"), InlineData("delay", "{\"law\":{\"zh\":\"x\",\"en\":\"x\"}}")]
    [InlineData("delay", "{\"days\":0,\"law\":{\"zh\":\"x\",\"en\":\"x\"}}"), InlineData("delay", "{\"days\":366,\"law\":{\"zh\":\"x\",\"en\":\"x\"}}")]
    public void Read_WrongValue_IsRefused(string member, string json) =>
        AssertRefused(Change(file => file[member] = "REPLACED").Replace("\"REPLACED\"", json, StringComparison.Ordinal));

    [Theory]
    [InlineData(""), InlineData("[]"), InlineData("null"), InlineData("\"x\""), InlineData("{} {}"), InlineData("{\"code\":\"a\",\"code\":\"a\"}")]
    public void Read_NotAPurposeFile_IsRefused(string text) => AssertRefused(text);

    [Fact]
    public void Read_SameMemberTwice_IsRefused() => AssertRefused(Sound.Replace("\"version\":3", "\"version\":3,\"version\":3", StringComparison.Ordinal));

    [Theory]
    [InlineData("a", true), InlineData("a-b", true), InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData(null, false), InlineData("", false), InlineData("-", false), InlineData("A", false), InlineData("é", false), InlineData("a/b", false)]
    public void IsCode_Text_IsOneOrNot(string? text, bool expected) => Assert.Equal(expected, Purpose.IsCode(text));

    [Property(MaxTest = 300)]
    public Property Read_OneValueChanged_IsRefusedOrAPurpose() => Prop.ForAll(Generators.OneValueChanged(Sound).ToArbitrary(), text =>
    {
        var purpose = TryRead(Encoding.UTF8.GetBytes(text));
        Assert.True(purpose is null || (Purpose.IsCode(purpose.Code) && !purpose.Bases.IsEmpty && purpose.Delay is null or { Days: >= 1 }));
    });

    [Property(MaxTest = 300)]
    public Property Read_AnyDamage_ThrowsNothingElse() => Prop.ForAll(Generators.Damaged(Encoding.UTF8.GetBytes(Sound)).ToArbitrary(), bytes =>
    {
        TryRead(bytes);
    });

    [Fact]
    public void LegalBases_Names_RoundTripAndNoOtherTextIsOne()
    {
        Assert.Equal(Enum.GetValues<LegalBasis>().Select(LegalBases.Format), LegalBases.All);
        Assert.All(Enum.GetValues<LegalBasis>(), basis =>
        {
            Assert.True(LegalBases.TryParse(LegalBases.Format(basis), out var parsed));
            Assert.Equal(basis, parsed);
        });
        Assert.Equal(["consent", "explicit_request", "statutory_duty", "vital_interest"], LegalBases.All);
        Assert.All([null, "", "Consent", "0", "consent "], text => Assert.False(LegalBases.TryParse(text, out _)));
    }

    private static Purpose Read(string text) => Purpose.Read(Encoding.UTF8.GetBytes(text));

    private static Purpose? TryRead(byte[] bytes)
    {
        try
        {
            return Purpose.Read(bytes);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Change(Action<JsonObject> change)
    {
        var file = JsonNode.Parse(Sound)!.AsObject();
        change(file);
        return file.ToJsonString();
    }

    private static void AssertRefused(string text) => Assert.Throws<InvalidDataException>(() => Read(text));
}
