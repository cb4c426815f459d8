using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

public sealed class RecordCheckTests : IDisposable
{
    // RFC 9901 section 5.2, with the issuer key of appendix A.5. The tests of Ledger.Verify use the same file.
    private static readonly JsonObject Rfc9901 = JsonNode.Parse(File.ReadAllBytes(
        Repository.PathOf("tests", "Ledger.Verify.Tests", "Seals", "vectors", "rfc9901-5.2-presentation.json")))!.AsObject();

    private readonly TemporaryFolder _folder = new();
    private readonly Es256Signer _issuer = Es256Signer.Generate();

    private string IssuerKeys => _folder.Write("issuer.json", new JwkSet([_issuer.PublicKey]).ToUtf8Json());

    private string RfcKeys => _folder.Write("rfc.json", new JsonObject { ["keys"] = new JsonArray(Rfc9901["issuerKey"]!.DeepClone()) }.ToJsonString());

    public void Dispose()
    {
        _issuer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Check_Rfc9901Section52_GivesThePublishedClaims()
    {
        var file = _folder.Write("rfc.txt", (string)Rfc9901["presentation"]!);

        var run = await LedgerRun.RunAsync("record", "check", file, "--jwks", RfcKeys, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("passed", (string?)run.Json["result"]);
        Assert.Equal("example+sd-jwt", (string?)run.Json["type"]);
        Assert.True(JsonNode.DeepEquals(Rfc9901["processed"], run.Json["claims"]));
    }

    [Fact]
    public async Task Check_Rfc9901Section52AsText_SaysItIsNotARecordOfThisSystem()
    {
        var run = await LedgerRun.RunAsync(
            new LedgerRun.Stage { Input = Encoding.ASCII.GetBytes((string)Rfc9901["presentation"]!) }, "record", "check", "-", "--jwks", RfcKeys);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("example+sd-jwt", run.Output, StringComparison.Ordinal);
        Assert.Contains("不是本系统的记录", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not checked: the log", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Rfc9901Section52WithTypeOption_FailsByItsType()
    {
        var file = _folder.Write("rfc.txt", (string)Rfc9901["presentation"]!);

        await AssertFailsAsync(SealFaults.TypeWrong, "record", "check", file, "--jwks", RfcKeys, "--type", "dc+sd-jwt");
    }

    [Fact]
    public async Task Check_Rfc9901Section52WithOtherKeys_FailsByItsSignature()
    {
        var file = _folder.Write("rfc.txt", (string)Rfc9901["presentation"]!);

        await AssertFailsAsync(SealFaults.SignatureWrong, "record", "check", file, "--jwks", IssuerKeys);
    }

    [Fact]
    public async Task Check_Rfc9901Section52WithoutADisclosure_Passes()
    {
        var parts = ((string)Rfc9901["presentation"]!).Split('~');
        var file = _folder.Write("rfc.txt", $"{parts[0]}~{parts[1]}~");

        Assert.Equal(0, (await LedgerRun.RunAsync("record", "check", file, "--jwks", RfcKeys)).ExitCode);
    }

    [Fact]
    public async Task Check_RecordOfADepartment_Passes()
    {
        var run = await LedgerRun.RunAsync("record", "check", Issue(expiresInDays: 1), "--jwks", IssuerKeys, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("dc+sd-jwt", (string?)run.Json["type"]);
        Assert.Equal(3, (int?)run.Json["claims"]!["grade"]);
    }

    [Fact]
    public async Task Check_ExpiredRecord_FailsByItsDates() =>
        await AssertFailsAsync(SealFaults.Expired, "record", "check", Issue(expiresInDays: -1), "--jwks", IssuerKeys);

    [Fact]
    public async Task Check_OneLetterOfTheSignatureChanged_Fails()
    {
        var text = await File.ReadAllTextAsync(Issue(expiresInDays: 1), TestContext.Current.CancellationToken);
        var place = text.IndexOf('~', StringComparison.Ordinal) - 20;
        var file = _folder.Write("changed.txt", text[..place] + (text[place] == 'A' ? 'B' : 'A') + text[(place + 1)..]);

        await AssertFailsAsync(SealFaults.SignatureWrong, "record", "check", file, "--jwks", IssuerKeys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a token")]
    [InlineData("a.b.c~")]
    public async Task Check_Garbage_CannotBeRead(string text) => AssertCouldNotRun(
        await LedgerRun.RunAsync("record", "check", _folder.Write("garbage.txt", text), "--jwks", IssuerKeys, "--json"), "LDG8513", "garbage.txt");

    [Fact]
    public async Task Check_HeaderOfTheWrongForm_Fails() =>
        await AssertFailsAsync(SealFaults.HeaderMalformed, "record", "check", _folder.Write("header.txt", "eyJ0eXAiOjF9.e30.AA~"), "--jwks", IssuerKeys);

    [Fact]
    public async Task Check_MissingKey_CouldNotRun() =>
        AssertCouldNotRun(await LedgerRun.RunAsync("record", "check", Issue(expiresInDays: 1), "--jwks", RfcKeys), "LDG8503", "--jwks");

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{\"keys\":7}")]
    [InlineData("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}")]
    public async Task Check_MalformedKeys_CouldNotRun(string keys) =>
        AssertCouldNotRun(await LedgerRun.RunAsync("record", "check", Issue(expiresInDays: 1), "--jwks", _folder.Write("bad.json", keys)), "LDG8502", "bad.json");

    [Fact]
    public async Task Check_MissingFile_CouldNotRun() =>
        AssertCouldNotRun(await LedgerRun.RunAsync("record", "check", "no-such-file", "--jwks", IssuerKeys), "LDG8501", "no-such-file");

    private static async Task AssertFailsAsync(Fault fault, params string[] args)
    {
        var run = await LedgerRun.RunAsync([.. args, "--json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(fault.Code, (string?)run.Json["code"]);
        Assert.Equal(fault.Title.Zh, (string?)run.Json["zh"]);
        Assert.Null(run.Json["claims"]);
    }

    private string Issue(int expiresInDays)
    {
        var now = TimeProvider.System.GetUtcNow();
        var clear = new ClearClaims
        {
            Issuer = "https://ledger.localhost/education",
            RecordType = "https://city.example/vct/student-status/1",
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(now.AddDays(-2).ToUnixTimeSeconds()),
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(now.AddDays(expiresInDays).ToUnixTimeSeconds()),
            RecordId = "019ab000-0000-7000-8000-000000000001",
        };
        Assert.True(new SdJwtIssuer(_issuer).TryIssue("""{"grade":3}"""u8, DisclosureRules.None, clear, out var made, out var refusal), refusal?.ToString());
        return _folder.Write("record.txt", made.ToCompact() + "\n");
    }
}
