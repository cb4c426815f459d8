using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Access;

/// <summary>
/// The tokens of one node: <c>tokens.json</c>, which holds only their SHA-256, and the operator's log beside it. A token is 256 random bits, so a
/// plain hash cannot be turned back by guessing. Safe for use from any thread and from several processes.
/// </summary>
/// <remarks>
/// The files are the truth, not what a process remembers: every question looks whether they changed, and every change is made to what they hold at
/// that moment, under a lock between processes. So a withdrawal by a command counts at the next request of a running node, and a row that somebody
/// took out of the file does not come back. A change goes to the operator's log first. A withdrawal counts as soon as it stands there: a crash before
/// the second file is written, or an older copy of that file, revives nothing.
/// </remarks>
public sealed class TokenFile
{
    private const string ByNode = "node";

    private readonly string _path;
    private readonly string _logPath;
    private readonly string _lockPath;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private volatile Contents _contents; // Written under the lock only.

    private TokenFile(string path, TimeProvider clock)
    {
        _path = path;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!; // A file always has a folder.
        _logPath = Path.Combine(folder, DataLayout.OperatorLogName);
        _lockPath = Path.Combine(folder, "tokens.lock");
        _clock = clock;
        _contents = Load();
    }

    /// <summary>As <see cref="Open(string, TimeProvider)"/>, by the clock of this machine.</summary>
    public static TokenFile Open(string path) => Open(path, TimeProvider.System);

    /// <summary>Reads the file; a missing one has no tokens.</summary>
    /// <param name="path">The token file; the operator's log lies beside it.</param>
    /// <param name="clock">By what tokens expire.</param>
    /// <exception cref="StoreDamagedException">It cannot be read.</exception>
    public static TokenFile Open(string path, TimeProvider clock) => new(path, clock);

    /// <summary>When the backup was made that the tokens came from, as long as no operator has looked through them; null otherwise.</summary>
    public DateTimeOffset? RestoredAsOf => Current().RestoredAsOf;

    /// <summary>What an operator must settle although the tokens can be used: a missing file, or a restored backup; null for nothing.</summary>
    public Fault? Warning => Current().Warning;

    /// <summary>The departments that have or had a token.</summary>
    /// <exception cref="StoreDamagedException">The tokens cannot be read.</exception>
    public IReadOnlySet<DepartmentId> Departments => Readable().Entries.Select(entry => entry.Holder.Department).ToHashSet();

    /// <summary>Why the tokens cannot be read now, so that nobody's can be used; null when they can.</summary>
    public Fault? Fault => Current().Problem is null ? null : AccessFaults.TokensUnreadable;

    /// <summary>The holder of a token that can be used; null when there is none.</summary>
    public TokenHolder? Find(string token) => Check(token).Holder;

    /// <summary>Whose a token is, or why it cannot be used.</summary>
    // How long this takes may tell something about the hashes in the file, and nothing about a token: that would take inverting SHA-256.
    public TokenCheck Check(string token)
    {
        var contents = Current();
        if (contents.Problem is not null)
        {
            return TokenCheck.Of(AccessFaults.TokensUnreadable);
        }

        return !contents.ByHash.TryGetValue(HashOf(token), out var entry) ? TokenCheck.Of(AccessFaults.TokenUnknown) : entry.StateAt(_clock.GetUtcNow()) switch
        {
            TokenState.Withdrawn => TokenCheck.Of(AccessFaults.TokenWithdrawn),
            TokenState.Expired => TokenCheck.Of(AccessFaults.TokenExpired),
            _ => TokenCheck.Of(entry.Holder),
        };
    }

    /// <summary>Every token of a department, also those that cannot be used any more; by name, those in force first.</summary>
    /// <exception cref="StoreDamagedException">The tokens cannot be read.</exception>
    public IReadOnlyList<TokenEntry> List(DepartmentId department)
    {
        var now = _clock.GetUtcNow();
        return
        [
            .. Readable().Entries.Where(entry => entry.Holder.Department == department)
                .OrderBy(entry => entry.StateAt(now)).ThenBy(entry => entry.Holder.Name, StringComparer.Ordinal).ThenBy(entry => entry.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Issues a token with the default lifetime, in the node's own name. Null when the department has one of that name already.</summary>
    public string? Create(TokenHolder holder) => Issue(holder, null, ByNode)?.Token;

    /// <summary>Issues a token: the only time it can be seen.</summary>
    /// <param name="holder">Whose it is.</param>
    /// <param name="expiresAt">From when on it cannot be used; null for <see cref="TokenLifetime.Default"/> from now.</param>
    /// <param name="by">Who issues it, for the operator's log.</param>
    /// <returns>Null when the department has a token of that name that is neither withdrawn nor expired.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It would have expired already, or lives longer than <see cref="TokenLifetime.Longest"/>.</exception>
    public IssuedToken? Issue(TokenHolder holder, DateTimeOffset? expiresAt, string by) => Change<IssuedToken?>(entries =>
    {
        var now = _clock.GetUtcNow();
        return entries.Any(entry => IsNamed(entry, holder) && entry.StateAt(now) is TokenState.InForce)
            ? (entries, [], null)
            : Add(entries.RemoveAll(entry => IsNamed(entry, holder) && entry.StateAt(now) is TokenState.Expired), [], holder, expiresAt, by);
    });

    /// <summary>Issues a token and withdraws any other of the same name in the department.</summary>
    public string Replace(TokenHolder holder) => Change(entries =>
    {
        var old = entries.Where(entry => IsNamed(entry, holder) && entry.WithdrawnAt is null).ToList();
        var (left, events) = Withdraw(entries, old, ByNode);
        return Add(left, events, holder, null, ByNode);
    }).Token;

    /// <summary>Withdraws one token of a department: from now on it cannot be used. One that is withdrawn already stays as it is.</summary>
    /// <param name="department">Whose token it is.</param>
    /// <param name="id">Its id, as in a list.</param>
    /// <param name="mayBeLast">Whether it may be the last operator's token in force of the department.</param>
    /// <param name="by">Who withdraws it, for the operator's log.</param>
    /// <returns>The token; or that there is none, or that it is the last.</returns>
    public Outcome<TokenEntry> Withdraw(DepartmentId department, string id, bool mayBeLast, string by) => Change<Outcome<TokenEntry>>(entries =>
    {
        var now = _clock.GetUtcNow();
        if (entries.Find(entry => entry.Holder.Department == department && entry.Id == id) is not { } found)
        {
            return (entries, [], AccessFaults.TokenNotFound);
        }

        if (found.WithdrawnAt is not null)
        {
            return (entries, [], found);
        }

        if (!mayBeLast && IsOperators(found, now) && !entries.Any(entry => entry.Holder.Department == department && entry != found && IsOperators(entry, now)))
        {
            return (entries, [], AccessFaults.LastOperatorToken);
        }

        var (left, events) = Withdraw(entries, [found], by);
        return (left, events, left.Find(entry => entry.Sha256 == found.Sha256)!); // It was there a line ago.
    });

    /// <summary>
    /// Notes that the tokens came from a backup. Withdraws those that a newer operator's log withdraws; all others can be used again until an operator
    /// withdraws them, and <see cref="RestoredAsOf"/> says so until <see cref="Review"/>.
    /// </summary>
    /// <param name="asOf">When the backup was made.</param>
    /// <param name="newer">The operator's log of the lost node, as far as there is one.</param>
    /// <param name="withdrawAll">Withdraws every token.</param>
    /// <param name="by">Who restores, for the operator's log.</param>
    /// <returns>How many tokens can be used now, and how many were withdrawn here.</returns>
    public (int InForce, int Withdrawn) Restore(DateTimeOffset asOf, IReadOnlyList<OperatorEvent> newer, bool withdrawAll, string by) => Change<(int InForce, int Withdrawn)>(entries =>
    {
        var later = newer.Where(one => one.Action is OperatorAction.TokenWithdrawn).Select(one => one.Token).ToHashSet(StringComparer.Ordinal);
        var gone = entries.Where(entry => entry.WithdrawnAt is null && (withdrawAll || later.Contains(entry.Id))).ToList();
        var (left, events) = Withdraw(entries, gone, by);
        var now = _clock.GetUtcNow();
        var inForce = left.Count(entry => entry.StateAt(now) is TokenState.InForce);
        return (left, [new OperatorEvent(now, OperatorAction.TokensRestored, by, AsOf: asOf), .. events], (inForce, gone.Count));
    });

    /// <summary>Notes that an operator has looked through restored tokens and withdrawn what should not be in force.</summary>
    public void Review(string by) => Change<object?>(entries => (entries, [new OperatorEvent(_clock.GetUtcNow(), OperatorAction.TokensReviewed, by)], null));

    private static bool IsNamed(TokenEntry entry, TokenHolder holder) => entry.Holder.Department == holder.Department && entry.Holder.Name == holder.Name;

    private static bool IsOperators(TokenEntry entry, DateTimeOffset now) => entry.Holder.Role is Role.Operator && entry.StateAt(now) is TokenState.InForce;

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, IssuedToken Issued) Add(
        ImmutableList<TokenEntry> entries, IReadOnlyList<OperatorEvent> events, TokenHolder holder, DateTimeOffset? expiresAt, string by)
    {
        var now = _clock.GetUtcNow();
        var until = expiresAt ?? now + TokenLifetime.Default;
        ArgumentOutOfRangeException.ThrowIfEqual(TokenLifetime.Allows(now, until), false, nameof(expiresAt));
        var token = "ldg_" + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var entry = new TokenEntry { Holder = holder, Sha256 = HashOf(token), IssuedAt = now, IssuedBy = by, ExpiresAt = until };
        return (entries.Add(entry), [.. events, EventOf(entry, OperatorAction.TokenIssued, now, by)], new IssuedToken(entry, token));
    }

    private (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events) Withdraw(
        ImmutableList<TokenEntry> entries, IReadOnlyList<TokenEntry> gone, string by)
    {
        var now = _clock.GetUtcNow();
        return (
            gone.Aggregate(entries, (left, entry) => left.Replace(entry, entry with { WithdrawnAt = now, WithdrawnBy = by })),
            [.. gone.Select(entry => EventOf(entry, OperatorAction.TokenWithdrawn, now, by))]);
    }

    private static OperatorEvent EventOf(TokenEntry entry, OperatorAction action, DateTimeOffset now, string by) => new(
        now, action, by, entry.Holder.Department.ToString(), entry.Id, entry.Holder.Name, entry.Holder.Role,
        action is OperatorAction.TokenIssued ? entry.ExpiresAt : null);

    /// <summary>Makes a change to what the files hold now: the log first, then the list.</summary>
    private T Change<T>(Func<ImmutableList<TokenEntry>, (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, T Result)> change)
    {
        lock (_lock)
        {
            using var others = TokenFileLock.Take(_lockPath);
            var before = Load();
            var (entries, events, result) = change(before.Entries);
            if (events.Count > 0)
            {
                MarkUsed(others);
                OperatorLog.Append(_logPath, events);
                TokenRows.Write(_path, entries);
            }

            _contents = Load();
            return result;
        }
    }

    private Contents Readable() => Current() is { Problem: null } contents ? contents : throw new StoreDamagedException("The tokens cannot be read.");

    /// <summary>What the files hold; read again when they changed.</summary>
    private Contents Current()
    {
        var contents = _contents;
        if (contents.Stamp == Stamp.Of(_path, _logPath))
        {
            return contents;
        }

        lock (_lock)
        {
            return _contents.Stamp == Stamp.Of(_path, _logPath) ? _contents : _contents = TryLoad();
        }
    }

    // What cannot be read lets nobody in: a withdrawal may stand there.
    private Contents TryLoad()
    {
        var stamp = Stamp.Of(_path, _logPath);
        try
        {
            return Load();
        }
        catch (Exception problem) when (problem is StoreDamagedException or IOException or UnauthorizedAccessException)
        {
            return new Contents(stamp, [], FrozenDictionary<string, TokenEntry>.Empty, null, null, problem);
        }
    }

    // The stamp first: a change during the reading is seen at the next question. The list before the log: a withdrawal is in the log first.
    private Contents Load()
    {
        var stamp = Stamp.Of(_path, _logPath);
        var entries = TokenRows.Read(_path);
        var events = OperatorLog.Read(_logPath);
        var withdrawn = events.Where(one => one is { Action: OperatorAction.TokenWithdrawn, Token: not null })
            .GroupBy(one => one.Token!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        entries = [.. entries.Select(entry => entry.WithdrawnAt is null && withdrawn.TryGetValue(entry.Id, out var by)
            ? entry with { WithdrawnAt = by.At, WithdrawnBy = by.By }
            : entry)];
        var last = events.LastOrDefault(one => one.Action is OperatorAction.TokensRestored or OperatorAction.TokensReviewed);
        DateTimeOffset? restoredAsOf = last?.Action is OperatorAction.TokensRestored ? last.AsOf ?? last.At : null;
        return new Contents(
            stamp, entries, entries.ToFrozenDictionary(entry => entry.Sha256, StringComparer.Ordinal), restoredAsOf,
            FindMissing(stamp, entries, events) ?? (restoredAsOf is null ? null : AccessFaults.TokensRestored), null);
    }

    /// <summary>Whether a file is gone that this directory has had. The log is written first, so it knows every token that says when it was issued.</summary>
    private Fault? FindMissing(Stamp stamp, ImmutableList<TokenEntry> entries, IReadOnlyList<OperatorEvent> events)
    {
        if (stamp.ListLength < 0)
        {
            return events.Any(one => one.Action is OperatorAction.TokenIssued) || IsMarkedUsed() ? AccessFaults.TokenFileMissing : null;
        }

        var issued = events.Where(one => one.Action is OperatorAction.TokenIssued).Select(one => one.Token).ToHashSet(StringComparer.Ordinal);
        var reviewed = events.LastOrDefault(one => one.Action is OperatorAction.TokensReviewed)?.At;
        return entries.Any(entry => entry.IssuedAt is { } at && !issued.Contains(entry.Id) && (reviewed is null || at > reviewed)) ? AccessFaults.OperatorLogIncomplete : null;
    }

    // The lock's file stays when both others are lost; a byte in it tells that there were tokens.
    private static void MarkUsed(FileStream lockFile)
    {
        if (lockFile.Length == 0)
        {
            lockFile.WriteByte((byte)'1');
        }
    }

    private bool IsMarkedUsed() => new FileInfo(_lockPath) is { Exists: true, Length: > 0 };

    /// <summary>By what a change of the files is seen. The log only grows, so two of our own changes never look alike.</summary>
    private readonly record struct Stamp(DateTime ListAt, long ListLength, DateTime LogAt, long LogLength)
    {
        public static Stamp Of(string list, string log)
        {
            var (first, second) = (new FileInfo(list), new FileInfo(log));
            return new Stamp(
                first.Exists ? first.LastWriteTimeUtc : default, first.Exists ? first.Length : -1,
                second.Exists ? second.LastWriteTimeUtc : default, second.Exists ? second.Length : -1);
        }
    }

    private sealed record Contents(
        Stamp Stamp, ImmutableList<TokenEntry> Entries, FrozenDictionary<string, TokenEntry> ByHash, DateTimeOffset? RestoredAsOf, Fault? Warning,
        Exception? Problem);
}
