using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// Tokens in <c>tokens.json</c> and the operator's log in <c>operator.log</c> beside it. Safe for use from any thread and from several processes.
/// </summary>
public sealed class TokenFiles : ITokenStore
{
    private readonly string _path;
    private readonly string _logPath;
    private readonly string _lockPath;

    /// <param name="path">The token file. The operator's log and the lock are beside it. No file is created before the first commit.</param>
    public TokenFiles(string path)
    {
        _path = path;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // A file always has a folder.
        _logPath = Path.Combine(folder, DataLayout.OperatorLogName);
        _lockPath = Path.Combine(folder, "tokens.lock");
    }

    public bool IsCurrent(TokenSnapshot snapshot) => snapshot.Version is Stamp stamp && stamp == Stamp.Read(_path, _logPath);

    // The stamp is read first, so that the next check detects a change during the reading. The list is read before the log, because a withdrawal is
    // written to the log first.
    public TokenSnapshot Read()
    {
        var stamp = Stamp.Read(_path, _logPath);
        var entries = TokenRows.Read(_path);
        var events = OperatorLog.Read(_logPath);
        return new TokenSnapshot(entries, events, stamp) { Lost = FindLost(stamp, entries, events) };
    }

    public ITokenSession Begin()
    {
        var others = TokenFileLock.Acquire(_lockPath);
        try
        {
            return new Session(this, others, Read());
        }
        catch
        {
            others.Dispose();
            throw;
        }
    }

    /// <summary>Finds a lost file. The log is written first, so it must have every token of the list that has a time of issue.</summary>
    private Fault? FindLost(Stamp stamp, ImmutableList<TokenEntry> entries, IReadOnlyList<OperatorEvent> events)
    {
        if (stamp.ListLength < 0)
        {
            return events.Any(one => one.Action is OperatorAction.TokenIssued) || IsMarkedUsed() ? AccessFaults.TokenFileMissing : null;
        }

        var issued = events.Where(one => one.Action is OperatorAction.TokenIssued).Select(one => one.Token).ToHashSet(StringComparer.Ordinal);
        var reviewed = events.LastOrDefault(one => one.Action is OperatorAction.TokensReviewed)?.At;
        return entries.Any(entry => entry.IssuedAt is { } at && !issued.Contains(entry.Id) && (reviewed is null || at > reviewed)) ? AccessFaults.OperatorLogIncomplete : null;
    }

    // The lock file usually survives if both other files are lost. A byte in it records that there were tokens.
    private static void MarkUsed(FileStream lockFile)
    {
        if (lockFile.Length == 0)
        {
            lockFile.WriteByte((byte)'1');
        }
    }

    private bool IsMarkedUsed() => new FileInfo(_lockPath) is { Exists: true, Length: > 0 };

    private sealed class Session(TokenFiles files, FileStream others, TokenSnapshot snapshot) : ITokenSession
    {
        public TokenSnapshot Snapshot { get; } = snapshot;

        public void Commit(IReadOnlyList<OperatorEvent> events, ImmutableList<TokenEntry> entries)
        {
            MarkUsed(others);
            OperatorLog.Append(files._logPath, events);
            TokenRows.Write(files._path, entries);
        }

        public void Dispose() => others.Dispose();
    }

    /// <summary>Detects changes of the files. The log grows with each change of ours, so each has another stamp.</summary>
    private readonly record struct Stamp(DateTime ListAt, long ListLength, DateTime LogAt, long LogLength)
    {
        public static Stamp Read(string list, string log)
        {
            var (first, second) = (new FileInfo(list), new FileInfo(log));
            return new Stamp(
                first.Exists ? first.LastWriteTimeUtc : default, first.Exists ? first.Length : -1,
                second.Exists ? second.LastWriteTimeUtc : default, second.Exists ? second.Length : -1);
        }
    }
}
