using Ledger.Files;

namespace Ledger.Access;

/// <summary>
/// Lets one process at a time write the tokens, because a node and a command may share a data directory. The operating system releases the lock when
/// the process ends.
/// </summary>
internal static class TokenFileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Takes the lock. Waits for another process's write, which takes milliseconds.</summary>
    /// <param name="path">The lock file, beside the tokens.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written to, or another process holds the lock for longer than 10 seconds.</exception>
    public static FileStream Acquire(string path)
    {
        FileStream? taken = null;
        IOException? busy = null;
        return SpinWait.SpinUntil(() => TryTake(path, out taken, out busy), Patience) && taken is not null
            ? taken
            : throw new IOException("Another process is writing the tokens; try again.", busy);
    }

    private static bool TryTake(string path, out FileStream? taken, out IOException? busy)
    {
        (taken, busy) = (null, null);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            taken = new FileStream(path, options);
            return true;
        }
        catch (IOException held) when (FileErrors.IsHeldElsewhere(held))
        {
            busy = held;
            return false;
        }
    }
}
