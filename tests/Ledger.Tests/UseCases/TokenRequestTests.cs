using System.Text;
using Ledger.Access;
using Ledger.Tests.Departments;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases;

public sealed class TokenRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("issuer", Role.Issuer)]
    [InlineData("verifier", Role.Verifier)]
    [InlineData("auditor", Role.Auditor)]
    [InlineData("operator", Role.Operator)]
    public void Read_CompleteRequest_ReadsAllParts(string name, Role role)
    {
        var request = Read($$"""{"name":"窗口三","role":"{{name}}","expiresAt":"2027-01-31T00:00:00Z"}""").Required;

        Assert.Equal(new TokenHolder("窗口三", TestDepartments.Id("education"), role), request.Holder);
        Assert.Equal(new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero), request.ExpiresAt);
    }

    [Fact]
    public void Read_NoExpiry_LeavesItToTheUsualLifetime() => Assert.Null(Read("""{"name":"desk","role":"issuer"}""").Required.ExpiresAt);

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{\"name\":[[]],\"role\":\"issuer\"}", "")]
    [InlineData("{\"name\":\"desk\",\"name\":\"desk\",\"role\":\"issuer\"}", "")]
    [InlineData("{\"name\":\"\\ud800\",\"role\":\"issuer\"}", "")]
    [InlineData("{\"name\":\"desk\",\"role\":\"issuer\",\"\\udc00\":1}", "")]
    [InlineData("{}", "/name", "/role")]
    [InlineData("{\"name\":1,\"role\":2,\"expiresAt\":3,\"more\":4}", "/name", "/role", "/expiresAt", "/more")]
    [InlineData("{\"name\":\"\",\"role\":\"issuer\"}", "/name")]
    [InlineData("{\"name\":\"desk\",\"role\":\"Issuer\"}", "/role")]
    [InlineData("{\"name\":\"desk\",\"role\":\"0\"}", "/role")]
    [InlineData("{\"name\":\"desk\",\"role\":\"issuer\",\"expiresAt\":\"2026-05-31T00:00:00Z\"}", "/expiresAt")]
    [InlineData("{\"name\":\"desk\",\"role\":\"issuer\",\"expiresAt\":\"2036-06-02T00:00:00Z\"}", "/expiresAt")]
    [InlineData("{\"name\":\"desk\",\"role\":\"issuer\",\"expiresAt\":\"tomorrow\"}", "/expiresAt")]
    public void Read_WrongForm_NamesEveryPlace(string json, params string[] places) =>
        Refusals.AssertIs(AccessFaults.TokenRequestMalformed, Read(json).Refusal, places);

    [Fact]
    public void Read_TooManyBytes_IsRefused()
    {
        Assert.Null(Read("""{"name":"desk","role":"issuer"}""".PadRight(TokenRequest.MaxLength)).Refusal);
        Refusals.AssertIs(IssuingFaults.TooLarge, Read("""{"name":"desk","role":"issuer"}""".PadRight(TokenRequest.MaxLength + 1)).Refusal);
    }

    private static Outcome<TokenRequest> Read(string json) => TokenRequest.Read(Encoding.UTF8.GetBytes(json), TestDepartments.Id("education"), Now);
}
