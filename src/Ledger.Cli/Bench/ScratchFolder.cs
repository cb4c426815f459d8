using Ledger.Verify.Faults;

namespace Ledger.Cli.Bench;

/// <summary>A temporary folder for one measurement. Disposing it deletes the folder.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string? parent)
    {
        try
        {
            Path = parent is null
                ? Directory.CreateTempSubdirectory("ledger-bench-").FullName
                : Directory.CreateDirectory(System.IO.Path.Combine(parent, "ledger-bench-" + Guid.NewGuid().ToString("N"))).FullName;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, parent ?? "--dir", problem);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
