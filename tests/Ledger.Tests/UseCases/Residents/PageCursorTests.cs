using System.Text;
using Ledger.Tests.Issuing;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;
using Ledger.Verify.Text;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>The address of a page: exactly what was written, or refused.</summary>
public sealed class PageCursorTests
{
    [Theory]
    [InlineData("1 education:12 health:0")]
    [InlineData("1 education:9223372036854775807")]
    public void Read_AsWritten_IsTheSame(string text) => Assert.Equal(Encode(text), PageCursor.Read(Encode(text)).Required.ToString());

    [Fact]
    public void Read_Null_IsTheFirstPage() => Assert.Empty(PageCursor.Read(null).Required.Positions);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("2 education:1")]
    [InlineData("1 health:1 education:1")]
    [InlineData("1 education:1 education:1")]
    [InlineData("1 education:01")]
    [InlineData("1 education:-1")]
    [InlineData("1 education:+1")]
    [InlineData("1 education:9223372036854775808")]
    [InlineData("1 education:1:1")]
    [InlineData("1 education")]
    [InlineData("1 Education:1")]
    [InlineData("1 education:1 ")]
    [InlineData("1 education:1\n")]
    public void Read_AnythingElse_IsRefused(string text) => Refusals.AssertIs(DisclosureFaults.PageUnknown, PageCursor.Read(Encode(text)).Refusal);

    [Theory]
    [InlineData("*")]
    [InlineData("MSBlZHVjYXRpb246MQ==")]
    [InlineData("MSBlZHVjYXRpb246MR")]
    public void Read_NotBase64Url_IsRefused(string text) => Refusals.AssertIs(DisclosureFaults.PageUnknown, PageCursor.Read(text).Refusal);

    [Fact]
    public void Read_TooLong_IsRefused()
    {
        var names = string.Join(' ', Enumerable.Range(100, 1200).Select(number => $"d{number}:1"));

        Refusals.AssertIs(DisclosureFaults.PageUnknown, PageCursor.Read(Encode("1 " + names)).Refusal);
    }

    private static string Encode(string text) => Base64Url.Encode(Encoding.ASCII.GetBytes(text));
}
