using System.Text.Json;
using Ledger.Cli.Output;
using Ledger.Issuing;

namespace Ledger.Cli.Tests.Output;

/// <summary>The claims of a record, as people read them.</summary>
public sealed class ClaimsTextTests(IssuedDepartment department)
{
    private const string Student =
        """{"school":{"id":"12110000E00000001A","name":{"zh":"第一小学","en":"First Primary School"}},"vct":"https://city.example/vct/student-status/1","vct#integrity":"INTEGRITY","iss":"x","iat":1,"issuing_country":"CN","valid_school_year":"2026-2027","stage":"primary","sex":"female","name":"张三","legal_basis":[{"act":{"zh":"义务教育法","en":"Compulsory Education Act"},"article":"11"}]}""";

    [Fact]
    public async Task Write_InChinese_NamesThePersonFirstAndLabelsEverything() => Assert.Equal(
        """

          学籍证明
            姓名                    张三
            性别                    女
            就读学校
              学校标识码            12110000E00000001A
              名称                  第一小学
            学段                    小学
            适用学年                2026-2027
            签发国家                CN
            法律依据
              法律依据条目
                法律法规名称        义务教育法
                条款                11
          未出示的项数: 3


        """,
        await WriteAsync(Student, ReaderLanguage.Chinese, 3));

    [Fact]
    public async Task Write_InEnglish_UsesTheTypesEnglishLabels()
    {
        var text = await WriteAsync(Student, ReaderLanguage.English, 0);

        Assert.Contains("  Student status\n    Name                    张三\n", text, StringComparison.Ordinal);
        Assert.Contains("First Primary School", text, StringComparison.Ordinal);
        Assert.Contains("Primary school", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not shown", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_TypeWithAnotherHash_DoesNotUseItsLabels()
    {
        var text = await WriteAsync(Student.Replace("INTEGRITY", "sha256-AAAA", StringComparison.Ordinal), ReaderLanguage.Chinese, 0);

        Assert.Contains("    name                    张三\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("学籍证明", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WithoutNameAndNumber_SaysThatThePersonIsNotDisclosed() =>
        Assert.Contains("Neither name nor number", await WriteAsync("""{"grade":3}""", ReaderLanguage.English, 2), StringComparison.Ordinal);

    [Theory]
    [InlineData("\\u001b[2J")]
    [InlineData("\\u202e")]
    [InlineData("\\n✓ Valid")]
    [InlineData("\\u2066")]
    [InlineData("\\u200b")]
    [InlineData("\\u009b31m")]
    public async Task Write_ControlCharacters_NeverReachTheTerminal(string hostile)
    {
        var text = await WriteAsync($$"""{"name":"a{{hostile}}b","k{{hostile}}":{"zh":"{{hostile}}"},"list":["{{hostile}}"]}""", ReaderLanguage.Chinese, 0);

        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", text);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_AHugeRecord_StaysReadable()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);
        var many = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"c{i}\":{i}"));

        var text = await WriteAsync($$"""{"portrait":"{{new string('A', 100_000)}}","deep":{{deep}},{{many}}}""", ReaderLanguage.English, 0);

        Assert.Contains("(100000 characters)", text, StringComparison.Ordinal);
        Assert.Contains("the rest is in --json", text, StringComparison.Ordinal);
        Assert.True(text.Split('\n').Length < 220 && text.Length < 20_000);
    }

    [Theory]
    [InlineData("zh_CN.UTF-8", null, ReaderLanguage.Chinese)]
    [InlineData("C.UTF-8", null, ReaderLanguage.English)]
    [InlineData("fr_FR", null, ReaderLanguage.English)]
    [InlineData("en_GB.UTF-8", "zh_CN", ReaderLanguage.English)]
    [InlineData(null, "zh_TW", ReaderLanguage.Chinese)]
    [InlineData(null, null, ReaderLanguage.English)]
    public void FromLocale_SeveralVariables_UsesTheFirstThatIsSet(string? all, string? lang, object language) =>
        Assert.Equal(language, ReaderLanguages.FromLocale(name => name switch { "LC_ALL" => all, "LANG" => lang, _ => null }));

    [Theory]
    [InlineData("zh", "姓名")]
    [InlineData("en-GB", "    Name ")]
    public async Task VerifyCommand_Lang_LabelsTheClaimsInThatLanguage(string lang, string label)
    {
        var run = await LedgerRun.RunAsync(
            "verify", department.BundleFile, "--offline", "--vkey", department.LogKey.ToString(), "--jwks", department.KeysFile, "--lang", lang);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(label, run.Output, StringComparison.Ordinal);
        Assert.True(run.Output.IndexOf(label, StringComparison.Ordinal) < run.Output.IndexOf("form ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task VerifyCommand_Forgery_ShowsNoClaims()
    {
        using var folder = new TemporaryFolder();
        var text = await File.ReadAllTextAsync(department.BundleFile, TestContext.Current.CancellationToken);
        var dot = text.IndexOf('~', StringComparison.Ordinal) - 3;

        var run = await LedgerRun.RunAsync(
            "verify", folder.Write("b.json", text[..dot] + (text[dot] == 'A' ? 'B' : 'A') + text[(dot + 1)..]), "--offline", "--vkey", department.LogKey.ToString(),
            "--jwks", department.KeysFile, "--lang", "zh");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("姓名", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordCheckCommand_Passing_PrintsTheClaims()
    {
        var run = await LedgerRun.RunAsync("record", "check", department.RecordFile, "--jwks", department.KeysFile, "--lang", "zh");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("姓名", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyCommand_UnknownLanguage_NamesTheKnownOnes()
    {
        var run = await LedgerRun.RunAsync("verify", department.BundleFile, "--lang", "tlh");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--lang tlh: zh or en", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(string claims, ReaderLanguage language, int hidden)
    {
        var type = (await RecordTypeCatalogue.LoadAsync(TestContext.Current.CancellationToken)).Find("https://city.example/vct/student-status/1")!;
        using var output = new StringWriter { NewLine = "\n" };

        ClaimsText.Write(output, JsonElement.Parse(claims.Replace("INTEGRITY", type.Metadata.Integrity, StringComparison.Ordinal)), hidden, [], language);

        return output.ToString();
    }
}
