using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Access;

/// <summary>
/// The tokens of one node: <c>tokens.json</c>, which holds only their SHA-256, and the operator log beside it. A token has 256 random bits, so a
/// plain hash cannot be inverted by guessing. Safe for use from any thread and from several processes.
/// </summary>
/// <remarks>
/// The files decide, not the memory of a process. Every check first compares the files with the loaded ones. Every change is applied to the current
/// contents, under a lock between processes. So a withdrawal by a command takes effect at the next request to a running node, and a removed row does
/// not come back. A change is first written to the operator log. A withdrawal takes effect as soon as it is in the log: neither a crash before the
/// second write nor an older copy of the list reactivates the token.
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

    /// <summary>Like <see cref="Open(string, TimeProvider)"/>, with the clock of this machine.</summary>
    public static TokenFile Open(string path) => Open(path, TimeProvider.System);

    /// <summary>Reads the file; a missing one has no tokens.</summary>
    /// <param name="path">The token file. The operator log is beside it.</param>
    /// <param name="clock">The clock for expiry.</param>
    /// <exception cref="StoreDamagedException">The file cannot be read.</exception>
    public static TokenFile Open(string path, TimeProvider clock) => new(path, clock);

    /// <summary>The time of the backup that the tokens came from, until an operator has reviewed them. Null otherwise.</summary>
    public DateTimeOffset? RestoredAsOf => Current().RestoredAsOf;

    /// <summary>
    /// A problem that an operator must solve although the tokens can be used: a missing file or a restored backup. Null if there is none.
    /// </summary>
    public Fault? Warning => Current().Warning;

    /// <summary>The departments that have or had a token.</summary>
    /// <exception cref="StoreDamagedException">The tokens cannot be read.</exception>
    public IReadOnlySet<DepartmentId> Departments => Readable().Entries.Select(entry => entry.Holder.Department).ToHashSet();

    /// <summary>Why the tokens cannot be read. All tokens are then rejected. Null if they can be read.</summary>
    public Fault? Fault => Current().Problem is null ? null : AccessFaults.TokensUnreadable;

    /// <summary>The holder of a valid token. Null for any other text.</summary>
    public TokenHolder? Find(string token) => Check(token).Holder;

    /// <summary>Checks a token. Returns its holder, or why it is rejected.</summary>
    // The duration may reveal something about the hashes in the file, but nothing about a token: for that an attacker would have to invert SHA-256.
    public TokenCheck Check(string token)
    {
        var contents = Current();
        if (contents.Problem is not null)
        {
            return TokenCheck.Reject(AccessFaults.TokensUnreadable);
        }

        return !contents.ByHash.TryGetValue(HashOf(token), out var entry) ? TokenCheck.Reject(AccessFaults.TokenUnknown) : entry.StateAt(_clock.GetUtcNow()) switch
        {
            TokenState.Withdrawn => TokenCheck.Reject(AccessFaults.TokenWithdrawn),
            TokenState.Expired => TokenCheck.Reject(AccessFaults.TokenExpired),
            _ => TokenCheck.Accept(entry.Holder),
        };
    }

    /// <summary>All tokens of a department, including expired and withdrawn ones. Valid ones first, then by name.</summary>
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

    /// <summary>Issues a token with the default lifetime, in the name of the node. Null if the department already has a token of that name.</summary>
    public string? Create(TokenHolder holder) => Issue(holder, null, ByNode)?.Token;

    /// <summary>Issues a token. The token itself can be read only from the result.</summary>
    /// <param name="holder">The holder of the new token.</param>
    /// <param name="expiresAt">When it expires. Null for <see cref="TokenLifetime.Default"/> from now.</param>
    /// <param name="by">The issuer, for the operator log.</param>
    /// <returns>The token. Null if the department has a valid token of that name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The expiry is in the past, or later than <see cref="TokenLifetime.Longest"/> allows.</exception>
    public IssuedToken? Issue(TokenHolder holder, DateTimeOffset? expiresAt, string by) => Change<IssuedToken?>(entries =>
    {
        var now = _clock.GetUtcNow();
        return entries.Any(entry => IsNamed(entry, holder) && entry.StateAt(now) is TokenState.InForce)
            ? (entries, [], null)
            : Add(entries.RemoveAll(entry => IsNamed(entry, holder) && entry.StateAt(now) is TokenState.Expired), [], holder, expiresAt, by);
    });

    /// <summary>Issues a token and withdraws the department's other token of that name.</summary>
    public string Replace(TokenHolder holder) => Change(entries =>
    {
        var old = entries.Where(entry => IsNamed(entry, holder) && entry.WithdrawnAt is null).ToList();
        var (left, events) = Withdraw(entries, old, ByNode);
        return Add(left, events, holder, null, ByNode);
    }).Token;

    /// <summary>Withdraws one token of a department, with immediate effect. Does not change a withdrawn token.</summary>
    /// <param name="department">The department of the token.</param>
    /// <param name="id">The id of the token.</param>
    /// <param name="mayBeLast">Whether the department's last valid operator token may be withdrawn.</param>
    /// <param name="by">The actor, for the operator log.</param>
    /// <returns>The token. Or that there is none, or that it is the last operator token.</returns>
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
        return (left, events, left.Find(entry => entry.Sha256 == found.Sha256)!); // It was found above.
    });

    /// <summary>
    /// Records that the tokens were restored from a backup. Withdraws those that a newer operator log withdraws. All others are valid until an
    /// operator withdraws them. <see cref="RestoredAsOf"/> is set until <see cref="Review"/>.
    /// </summary>
    /// <param name="asOf">The time of the backup.</param>
    /// <param name="newer">The operator log of the lost node, as far as it exists.</param>
    /// <param name="withdrawAll">Withdraws every token.</param>
    /// <param name="by">The actor, for the operator log.</param>
    /// <returns>The number of valid tokens, and the number that this call withdrew.</returns>
    public (int InForce, int Withdrawn) Restore(DateTimeOffset asOf, IReadOnlyList<OperatorEvent> newer, bool withdrawAll, string by) => Change<(int InForce, int Withdrawn)>(entries =>
    {
        var later = newer.Where(one => one.Action is OperatorAction.TokenWithdrawn).Select(one => one.Token).ToHashSet(StringComparer.Ordinal);
        var gone = entries.Where(entry => entry.WithdrawnAt is null && (withdrawAll || later.Contains(entry.Id))).ToList();
        var (left, events) = Withdraw(entries, gone, by);
        var now = _clock.GetUtcNow();
        var inForce = left.Count(entry => entry.StateAt(now) is TokenState.InForce);
        return (left, [new OperatorEvent(now, OperatorAction.TokensRestored, by, AsOf: asOf), .. events], (inForce, gone.Count));
    });

    /// <summary>Records that an operator has reviewed the restored tokens and withdrawn unwanted ones.</summary>
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

    /// <summary>Applies a change to the current contents of the files. Writes the log first, then the list.</summary>
    private T Change<T>(Func<ImmutableList<TokenEntry>, (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, T Result)> change)
    {
        lock (_lock)
        {
            using var others = TokenFileLock.Acquire(_lockPath);
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

    /// <summary>The contents of the files. Loads them again if they changed.</summary>
    private Contents Current()
    {
        var contents = _contents;
        if (contents.Stamp == Stamp.Read(_path, _logPath))
        {
            return contents;
        }

        lock (_lock)
        {
            return _contents.Stamp == Stamp.Read(_path, _logPath) ? _contents : _contents = TryLoad();
        }
    }

    // Unreadable files reject all tokens, because they may contain a withdrawal.
    private Contents TryLoad()
    {
        var stamp = Stamp.Read(_path, _logPath);
        try
        {
            return Load();
        }
        catch (Exception problem) when (problem is StoreDamagedException or IOException or UnauthorizedAccessException)
        {
            return new Contents(stamp, [], FrozenDictionary<string, TokenEntry>.Empty, null, null, problem);
        }
    }

    // The stamp is read first, so that the next check notices a change during the read. The list is read before the log, because a withdrawal is
    // written to the log first.
    private Contents Load()
    {
        var stamp = Stamp.Read(_path, _logPath);
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

    /// <summary>
    /// The fault for a missing file that this directory had before. The log is written first, so it contains every token with an issue time.
    /// </summary>
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

    // The lock file stays when both other files are lost. One byte in it records that there were tokens.
    private static void MarkUsed(FileStream lockFile)
    {
        if (lockFile.Length == 0)
        {
            lockFile.WriteByte((byte)'1');
        }
    }

    private bool IsMarkedUsed() => new FileInfo(_lockPath) is { Exists: true, Length: > 0 };

    /// <summary>Detects changes of the files. The log only grows, so two of our own changes always give different stamps.</summary>
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

    private sealed record Contents(
        Stamp Stamp, ImmutableList<TokenEntry> Entries, FrozenDictionary<string, TokenEntry> ByHash, DateTimeOffset? RestoredAsOf, Fault? Warning,
        Exception? Problem);
}
