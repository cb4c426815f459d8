using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// The tokens of one node. The store has only their SHA-256. A token is 256 random bits, so nobody can guess it from a plain hash. Safe for use from
/// any thread, and from several processes on one store.
/// </summary>
/// <remarks>
/// The store decides, not the memory of a process. Every check asks whether the store changed. Every change runs in a session, on the current content
/// of the store. So a running node rejects a token at the first request after a command withdrew it, and a removed row does not return. A withdrawal
/// is effective as soon as the operator's log has it. Neither a crash before the list is written nor an older copy of the list undoes it.
/// </remarks>
public sealed class AccessTokens
{
    private const string ByNode = "node";

    private readonly ITokenStore _store;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private volatile Contents _contents; // Written under the lock only.

    /// <param name="store">The store of the tokens.</param>
    /// <param name="clock">The clock by which tokens expire.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the tokens cannot be read.</exception>
    public AccessTokens(ITokenStore store, TimeProvider clock)
    {
        _store = store;
        _clock = clock;
        _contents = Load(store.Read());
    }

    /// <summary>The same as <see cref="Open(string, TimeProvider)"/>, with the clock of this machine.</summary>
    public static AccessTokens Open(string path) => Open(path, TimeProvider.System);

    /// <summary>Opens the tokens in a file. A missing file has no tokens.</summary>
    /// <param name="path">The token file. The operator's log is beside it.</param>
    /// <param name="clock">The clock by which tokens expire.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the file cannot be read.</exception>
    public static AccessTokens Open(string path, TimeProvider clock) => new(new TokenFiles(path), clock);

    /// <summary>The time of the backup that the tokens came from, until an operator has reviewed them. Null otherwise.</summary>
    public DateTimeOffset? RestoredAsOf => Current().RestoredAsOf;

    /// <summary>
    /// A problem that an operator must solve although the tokens can be used: a missing file or a restored backup. Null if there is none.
    /// </summary>
    public Fault? Warning => Current().Warning;

    /// <summary>The departments that have or had a token.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the tokens cannot be read.</exception>
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

        return !contents.ByHash.TryGetValue(ComputeHash(token), out var entry) ? TokenCheck.Reject(AccessFaults.TokenUnknown) : entry.StateAt(_clock.GetUtcNow()) switch
        {
            TokenState.Withdrawn => TokenCheck.Reject(AccessFaults.TokenWithdrawn),
            TokenState.Expired => TokenCheck.Reject(AccessFaults.TokenExpired),
            _ => TokenCheck.Accept(entry.Holder),
        };
    }

    /// <summary>All tokens of a department, including expired and withdrawn ones. Valid ones first, then by name.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: the tokens cannot be read.</exception>
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

    private static string ComputeHash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, IssuedToken Issued) Add(
        ImmutableList<TokenEntry> entries, IReadOnlyList<OperatorEvent> events, TokenHolder holder, DateTimeOffset? expiresAt, string by)
    {
        var now = _clock.GetUtcNow();
        var until = expiresAt ?? now + TokenLifetime.Default;
        ArgumentOutOfRangeException.ThrowIfEqual(TokenLifetime.Allows(now, until), false, nameof(expiresAt));
        var token = "ldg_" + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var entry = new TokenEntry { Holder = holder, Sha256 = ComputeHash(token), IssuedAt = now, IssuedBy = by, ExpiresAt = until };
        return (entries.Add(entry), [.. events, CreateEvent(entry, OperatorAction.TokenIssued, now, by)], new IssuedToken(entry, token));
    }

    private (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events) Withdraw(
        ImmutableList<TokenEntry> entries, IReadOnlyList<TokenEntry> gone, string by)
    {
        var now = _clock.GetUtcNow();
        return (
            gone.Aggregate(entries, (left, entry) => left.Replace(entry, entry with { WithdrawnAt = now, WithdrawnBy = by })),
            [.. gone.Select(entry => CreateEvent(entry, OperatorAction.TokenWithdrawn, now, by))]);
    }

    private static OperatorEvent CreateEvent(TokenEntry entry, OperatorAction action, DateTimeOffset now, string by) => new(
        now, action, by, entry.Holder.Department.ToString(), entry.Id, entry.Holder.Name, entry.Holder.Role,
        action is OperatorAction.TokenIssued ? entry.ExpiresAt : null);

    /// <summary>Changes the current content of the store.</summary>
    private T Change<T>(Func<ImmutableList<TokenEntry>, (ImmutableList<TokenEntry> Entries, IReadOnlyList<OperatorEvent> Events, T Result)> change)
    {
        lock (_lock)
        {
            using var session = _store.Begin();
            var (entries, events, result) = change(Load(session.Snapshot).Entries);
            if (events.Count > 0)
            {
                session.Commit(events, entries);
            }

            _contents = Load(_store.Read());
            return result;
        }
    }

    private Contents Readable() => Current() is { Problem: null } contents
        ? contents
        : throw new FaultException(StoreFaults.Damaged, "The tokens cannot be read.");

    /// <summary>Returns the content of the store. Reads it again if it changed.</summary>
    private Contents Current()
    {
        var contents = _contents;
        if (IsCurrent(contents))
        {
            return contents;
        }

        lock (_lock)
        {
            return IsCurrent(_contents) ? _contents : _contents = TryLoad();
        }
    }

    private bool IsCurrent(Contents contents) => contents.Snapshot is { } snapshot && _store.IsCurrent(snapshot);

    // If the store cannot be read, every token is rejected, because the unread part may contain its withdrawal.
    private Contents TryLoad()
    {
        try
        {
            return Load(_store.Read());
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            return new Contents(null, [], FrozenDictionary<string, TokenEntry>.Empty, null, null, problem);
        }
    }

    private static bool IsUnreadable(Exception problem) => problem is IOException or UnauthorizedAccessException
        || (problem is FaultException { Fault: var fault } && (StoreFaults.IsDamage(fault) || fault == LogFaults.StorageFails));

    private static Contents Load(TokenSnapshot snapshot)
    {
        var events = snapshot.Events;
        var withdrawn = events.Where(one => one is { Action: OperatorAction.TokenWithdrawn, Token: not null })
            .GroupBy(one => one.Token!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        ImmutableList<TokenEntry> entries = [.. snapshot.Entries.Select(entry => entry.WithdrawnAt is null && withdrawn.TryGetValue(entry.Id, out var by)
            ? entry with { WithdrawnAt = by.At, WithdrawnBy = by.By }
            : entry)];
        var last = events.LastOrDefault(one => one.Action is OperatorAction.TokensRestored or OperatorAction.TokensReviewed);
        DateTimeOffset? restoredAsOf = last?.Action is OperatorAction.TokensRestored ? last.AsOf ?? last.At : null;
        return new Contents(
            snapshot, entries, entries.ToFrozenDictionary(entry => entry.Sha256, StringComparer.Ordinal), restoredAsOf,
            snapshot.Lost ?? (restoredAsOf is null ? null : AccessFaults.TokensRestored), null);
    }

    private sealed record Contents(
        TokenSnapshot? Snapshot, ImmutableList<TokenEntry> Entries, FrozenDictionary<string, TokenEntry> ByHash, DateTimeOffset? RestoredAsOf, Fault? Warning,
        Exception? Problem);
}
