using System.Diagnostics;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Storage;

/// <summary>A separate file system that a test can fill and make read-only. It needs Linux and the right to mount. Without them the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _filler;

    private SmallDisk()
    {
        Path = System.IO.Path.Combine(_folder.Path, "disk");
        _filler = System.IO.Path.Combine(Path, "filler");
    }

    public string Path { get; }

    /// <summary>Mounts a file system, or skips the test with the reason.</summary>
    public static SmallDisk Mount(int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is mounted on Linux only.");
        var disk = new SmallDisk();
        Directory.CreateDirectory(disk.Path);
        if (Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={mebibytes}m"), "tmpfs", disk.Path) is { Length: > 0 } problem)
        {
            disk._folder.Dispose();
            Assert.Skip("No file system can be mounted here: " + problem);
        }

        return disk;
    }

    /// <summary>Fills the file system to the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12, 1 })
        {
            try
            {
                for (var part = new byte[size]; ;)
                {
                    file.Write(part);
                }
            }
            catch (IOException)
            {
                continue; // There is no space for a part of this size.
            }
        }
    }

    public void Free() => File.Delete(_filler);

    public void MakeReadOnly() => Assert.Equal("", Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        if (process is null)
        {
            return "not started";
        }

        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : error + process.ExitCode;
    }
}
