using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Complaints;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Complaints;

/// <summary>The text of a complaint. The log commits to these bytes for ever.</summary>
public sealed class ComplaintTextTests
{
    private const string Text = """{"about":7,"form":"complaint","text":"我没有去过。\nNever.","v":1}""";

    private static readonly Complaint Sound = new(7, "我没有去过。\nNever.");

    [Fact]
    public void ToText_Complaint_IsThisText() => Assert.Equal(Text, Sound.ToText());

    [Fact]
    public void Find_Text_IsTheComplaint() => Assert.Equal(Sound, Complaint.Find(Text));

    [Fact]
    public void Find_AnotherRequest_IsNone() => Assert.Null(Complaint.Find("""{"form":"claims-wanted","v":9}"""));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"about":7,"form":"complaint","text":"x","v":2}""")]
    [InlineData("""{"about":7.5,"form":"complaint","text":"x","v":1}""")]
    [InlineData("""{"about":7,"form":"complaint","v":1}""")]
    [InlineData("""{"about":7,"form":7,"text":"x","v":1}""")]
    public void Find_OtherText_IsRefused(string text) => Assert.Throws<FormatException>(() => Complaint.Find(text));

    [Property(MaxTest = 300)]
    public Property Find_AnyWords_AreReadAsWritten() => Prop.ForAll(
        (from about in Gen.Choose(0, int.MaxValue) from words in Generators.Texts select new Complaint(about, words)).ToArbitrary(), complaint =>
        {
            Assert.Equal(complaint, Complaint.Find(complaint.ToText()));
            Assert.Equal("Complaint", complaint.ToString());
        });
}
