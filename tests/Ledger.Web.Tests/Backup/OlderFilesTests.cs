using Ledger.Log;
using Ledger.Verify.Trees;
using Ledger.Web.Tests.Running;
using Ledger.Web.Tests.Storage;

namespace Ledger.Web.Tests.Backup;

/// <summary>Tests starts with files that must not be written to. The node or the department does not open, a code gives the reason, and no file changes.</summary>
public sealed class OlderFilesTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    [Fact]
    public async Task Start_OlderCopyOfADepartment_LeavesThatDepartmentClosed()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        Directory.Delete(LogOf(data), recursive: true);
        StoppedNode.CopyFolder(stopped.Older, LogOf(data));

        await AssertClosedAsync(data, "LDG8011");
    }

    [Fact]
    public async Task Start_AnotherHistoryOfADepartment_LeavesThatDepartmentClosed()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);

        using (var held = FileHeadLock.Open(Path.Combine(data, "heads", "education.head"), "ledger.localhost/education/log"))
        {
            held.Advance(held.Held!.Size, Digest.Sha256("another history"u8)); // The stopped node has stored a head.
        }

        await AssertClosedAsync(data, "LDG8012");
    }

    [Fact]
    public async Task Start_UnderAnotherHost_IsRefused()
    {
        using var folder = new TemporaryFolder();

        await AssertRefusedAsync(
            stopped.CopyTo(folder), "LDG8009",
            ("Ledger__Host", "other.example"),
            ("Ledger__Chain__Endpoints__0", NodeProcess.FreeAddress().ToString()), // Nothing listens there. A node starts without a chain.
            ("Ledger__Chain__Registry", "0x00000000000000000000000000000000000000aa"),
            ("Ledger__Departments__0__Id", "education"),
            ("Ledger__Departments__0__NameZh", "市教育局"),
            ("Ledger__Departments__0__NameEn", "Education Bureau"));
    }

    [Fact]
    public async Task Start_OnAJournalOfALaterVersion_LeavesThatDepartmentClosed()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        Change(SegmentOf(data), 8, 3); // The version in the header of the segment.

        await AssertClosedAsync(data, "LDG8010");
    }

    [Fact]
    public async Task Start_OnAJournalDamagedInItsMiddle_NamesFileAndByte()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        File.Delete(Path.Combine(LogOf(data), "ledger.db"));
        Change(SegmentOf(data), 400, 0xFF);

        var output = await AssertClosedAsync(data, "LDG8006");

        Assert.Contains("0000000000.ldgj", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ByASecondProcess_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        using var held = new FileStream(Path.Combine(data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        await AssertRefusedAsync(data, "LDG8001");
    }

    private static string LogOf(string data) => Path.Combine(data, "departments", "education");

    private static string SegmentOf(string data) => Path.Combine(LogOf(data), "journal", "0000000000.ldgj");

    private static void Change(string path, int place, byte value)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[place] = bytes[place] == value ? (byte)(value ^ 1) : value;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Asserts that the node runs, that one department is down with this code and unchanged files, and that the others write.</summary>
    private static async Task<string> AssertClosedAsync(string data, string code)
    {
        var before = StoppedNode.Read(LogOf(data));
        await using var node = await NodeProcess.StartAsync(data, null, ("Ledger__SampleCity", "false"));

        var rows = (await node.ReadHealthAsync())["departments"]!.AsArray();

        Assert.Equal(
            [("civil-affairs", "writing", null), ("education", "down", code), ("employment", "writing", null), ("health", "writing", null)],
            rows.Select(row => ((string?)row!["department"], (string?)row["writer"], (string?)row["code"])));
        Assert.Equal(0, await node.StopAsync());
        Assert.Equal(before, StoppedNode.Read(LogOf(data)));
        return node.Output;
    }

    private static async Task<string> AssertRefusedAsync(string data, string code, params (string, string)[] settings)
    {
        var before = StoppedNode.Read(Path.Combine(data, "departments"));

        var (exitCode, output) = await NodeProcess.RunToEndAsync(data, null, [("Ledger__SampleCity", "false"), .. settings]);

        Assert.True(exitCode == 2 && output.Contains(code + ":", StringComparison.Ordinal), $"{exitCode} {output}");
        Assert.Equal(before, StoppedNode.Read(Path.Combine(data, "departments")));
        return output;
    }
}
