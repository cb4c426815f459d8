using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Records;

/// <summary>Files that are not JSON lines. The command reports one reason, sends nothing and exits with 2.</summary>
public sealed class ImportFileTests : IDisposable
{
    private const string Code = "LDG8574";
    private const string Line = """{"department":"health","key":"a","claims":{"name":"张三"}}""";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> OtherFiles => new()
    {
        { "", "the file is empty" },
        { " \n\t\r\n\n", "文件是空的" },
        { "\uFEFF\r\n", "the file is empty" },
        { "<!DOCTYPE html>\n<html>\n<body>502 Bad Gateway</body>\n</html>\n", "a web page" },
        { "\n  <?xml version=\"1.0\"?>\n<city/>\n", "网页或其他标记文档" },
        { "%PDF-1.7\n%\u00e2\n1 0 obj\n", "PDF 文档" },
        { "{\\rtf1\\ansi city}\n", "an RTF document" },
        { "department,key,name\nhealth,a,Zhang\nhealth,b,Li\n", "a table (CSV)" },
        { "department;key;name\nhealth;a;Zhang\n", "表格（CSV）" },
        { "Dear colleague,\nplease find the file below.\n", "plain text" },
        { "{\n  \"department\": \"health\",\n  \"key\": \"a\"\n}\n", "one JSON document over several lines" },
        { "[\n{\"department\":\"health\",\"key\":\"a\"},\n{\"department\":\"health\",\"key\":\"b\"}\n]\n", "跨多行书写的一份 JSON" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(OtherFiles))]
    public async Task Import_TextThatIsNotJsonLines_IsRefusedOnce(string text, string said) => await AssertRefusedAsync(Encoding.UTF8.GetBytes(text), said);

    [Theory]
    [InlineData("xl/workbook.xml", "an Excel workbook (.xlsx)")]
    [InlineData("word/document.xml", "Word 文档（.docx）")]
    [InlineData("city.jsonl", "a ZIP archive")]
    public async Task Import_Archive_SaysWhatItLooksLike(string entry, string said) => await AssertRefusedAsync(Zip(entry), said);

    [Theory]
    [InlineData("gzip", "a gzip file")]
    [InlineData("picture", "a picture")]
    [InlineData("program", "a program")]
    [InlineData("database", "an SQLite database")]
    [InlineData("old-office", "an older Office document")]
    [InlineData("noise", "binary data")]
    [InlineData("zeros", "binary data")]
    public async Task Import_BinaryFile_SaysWhatItLooksLike(string kind, string said) => await AssertRefusedAsync(Bytes(kind), said);

    [Theory]
    [InlineData("gb18030")]
    [InlineData("iso-8859-1")]
    [InlineData("big5")]
    public async Task Import_AnotherEncoding_NamesLineAndByteOnceAndSendsNothing(string encoding)
    {
        var name = encoding switch { "iso-8859-1" => "Müller", "big5" => "張三", _ => "张三" };
        var bytes = EncodingOf(encoding).GetBytes("{\"department\":\"health\",\"key\":\"a\"}\n{\"department\":\"health\",\"key\":\"" + name + "\"}\n");
        var first = Encoding.UTF8.GetByteCount("{\"department\":\"health\",\"key\":\"") + (name == "Müller" ? 2 : 1);

        await AssertRefusedAsync(bytes, $"line 2, byte {first} is the first that is not; save it as UTF-8");
    }

    [Fact]
    public async Task Import_Utf16WithoutAMark_IsRead()
    {
        await using var node = await StubNode.IssuingAsync();

        var run = await LedgerRun.RunAsync("import", Write(Encoding.Unicode.GetBytes(Line + "\n")), "--node", node.Address, "--token", "t");

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Import_WrongByteOnStandardInputAfterLinesWereSent_NamesThePlace()
    {
        await using var node = await StubNode.IssuingAsync();
        byte[] input = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line + "\n", 500))), .. "{\"department\":\""u8, 0xD5, 0xC5, .. "\"}\n"u8];

        var run = await LedgerRun.RunAsync(new LedgerRun.Stage { Input = input }, "import", "-", "--node", node.Address, "--token", "t");

        AssertCouldNotRun(run, "LDG8543", "line 501, byte 16");
        Assert.Contains("500 accepted", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OneDamagedLineAmongGoodOnes_IsRefusedAlone()
    {
        await using var node = await StubNode.IssuingAsync();

        var run = await LedgerRun.RunAsync("import", Write(Encoding.UTF8.GetBytes("# exported\n" + Line + "\n{\"department\":\n" + Line + "\n")), "--node", node.Address, "--token", "t");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("2 accepted, 2 refused", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_RefusedByTheNode_ShowsCodeMeaningAndPlaceInBothLanguages()
    {
        await using var node = await StubNode.StartAsync(request => (200, string.Concat(request.Lines.Select(_ => new JsonObject
        {
            ["key"] = "a",
            ["code"] = "LDG2017",
            ["errors"] = new JsonArray([.. Enumerable.Range(0, 12).Select(i => (JsonNode)new JsonObject { ["path"] = $"/claims/{i}", ["zh"] = "错", ["en"] = "Wrong." })]),
        }.ToJsonString() + "\n"))));

        var run = await LedgerRun.RunAsync("import", Write(Encoding.UTF8.GetBytes(Line)), "--node", node.Address, "--token", "t");

        Assert.Contains($"line 1: LDG2017 {IssuingFaults.TextNotValid.Title.En} {IssuingFaults.TextNotValid.Title.Zh}", run.Error, StringComparison.Ordinal);
        Assert.Contains("  /claims/9  Wrong.  错", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("/claims/10", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 more places", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnknownCode_SaysThatAnotherVersionHasIt()
    {
        await using var node = await StubNode.StartAsync(_ => (200, "{\"key\":\"a\",\"code\":\"LDG2999\"}\n"));

        var run = await LedgerRun.RunAsync("import", Write(Encoding.UTF8.GetBytes(Line)), "--node", node.Address, "--token", "t");

        Assert.Contains("line 1: LDG2999 A code of another version", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ManyRefusedLines_NamesTheFileWithAllOfThem()
    {
        await using var node = await StubNode.IssuingAsync("a");
        var refused = _folder.PathOf("refused.jsonl");

        var run = await LedgerRun.RunAsync(
            "import", Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line + "\n", 30)))), "--node", node.Address, "--token", "t", "--refused", refused);

        Assert.Contains($"… and 10 more refused lines; {refused} has them all", run.Error, StringComparison.Ordinal);
        Assert.Equal(30, (await File.ReadAllLinesAsync(refused, TestContext.Current.CancellationToken)).Length);
    }

    /// <summary>Imports from a file and from standard input. Both are refused for the same reason.</summary>
    private async Task AssertRefusedAsync(byte[] file, string said)
    {
        await using var node = await StubNode.IssuingAsync();
        var refused = _folder.PathOf("refused.jsonl");

        foreach (var run in new[]
        {
            await LedgerRun.RunAsync("import", Write(file), "--node", node.Address, "--token", "t", "--refused", refused),
            await LedgerRun.RunAsync(new LedgerRun.Stage { Input = file }, "import", "-", "--node", node.Address, "--token", "t"),
        })
        {
            AssertCouldNotRun(run, Code, said);
            Assert.DoesNotContain("line 1: LDG", run.Error, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(refused));
        Assert.Empty(node.Requests);
    }

    private string Write(byte[] bytes)
    {
        var path = _folder.PathOf("city.jsonl");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static Encoding EncodingOf(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name);
    }

    private static byte[] Zip(string entry)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var part = archive.CreateEntry(entry).Open();
            part.Write("content"u8);
        }

        return bytes.ToArray();
    }

    private static byte[] Bytes(string kind)
    {
        using var bytes = new MemoryStream();
        switch (kind)
        {
            case "gzip":
                using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
                {
                    gzip.Write(Encoding.UTF8.GetBytes(Line));
                }

                break;
            case "noise":
                bytes.Write([.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 251))]);
                break;
            case "zeros":
                bytes.Write(new byte[100]);
                break;
            default:
                bytes.Write(kind switch
                {
                    "picture" => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0],
                    "program" => [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0],
                    "database" => "SQLite format 3\0page"u8,
                    _ => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
                });
                break;
        }

        return bytes.ToArray();
    }
}
