using System.Text;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests a settings file in another encoding, or with other content. The node reports it before anything starts.</summary>
public sealed class SettingsFileTests
{
    public static TheoryData<byte[], string> Unreadable => new()
    {
        { [.. "{\"Ledger\":\n{\"Departments\":[{\"NameZh\":\""u8, 0xC1, 0xD6, 0xD4, 0xB0, .. "\"}]}}"u8], "line 2, byte 28 is the first that is not" },
        { Encoding.Unicode.GetBytes("{\"Ledger\":{}}"), "not text in UTF-8" },
        { "<html>Sign in</html>"u8.ToArray(), "web page" },
        { "PK\u0003\u0004 xl/workbook.xml"u8.ToArray(), "an Excel workbook" },
        { [], "the file is empty" },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public void EnsureReadable_UnreadableFile_ReportsWhatItIs(byte[] content, string said)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "appsettings.Production.json");
        File.WriteAllBytes(path, content);

        var problem = Assert.Throws<FaultException>(() => SettingsFiles.EnsureReadable(folder.Path));

        Assert.Equal("LDG8004", problem.Fault.Code);
        Assert.Contains(path, problem.Detail, StringComparison.Ordinal);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureReadable_FilesWithAByteOrderMark_AreReadable()
    {
        using var folder = new TemporaryFolder();
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllText(Path.Combine(folder.Path, $"appsettings.{encoding.CodePage}.json"), "{\"Ledger\":{\"Host\":\"园林\"}}", encoding);
        }

        SettingsFiles.EnsureReadable(folder.Path);
    }

    [Fact]
    public async Task Start_WithSettingsInAnotherEncoding_ReportsLineAndByteAndExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var program = Directory.CreateDirectory(Path.Combine(folder.Path, "program")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Programs.Node)!)) // Not null, because a program is in a folder.
        {
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        }

        await File.WriteAllBytesAsync(
            Path.Combine(program, "appsettings.json"), [.. "{\"Ledger\":{\"Host\":\""u8, 0xC1, 0xD6, .. "\"}}"u8], TestContext.Current.CancellationToken);
        using var process = System.Diagnostics.Process.Start(Programs.Start(Path.Combine(program, Path.GetFileName(Programs.Node))))!; // Not null, because this always starts a new process.
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 2 && error.StartsWith("LDG8004:", StringComparison.Ordinal), $"{process.ExitCode} {await output} {error}");
        Assert.Contains("line 1, byte 20", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
