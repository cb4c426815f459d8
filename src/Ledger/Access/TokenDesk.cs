using Ledger.Departments;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// Issues, lists and withdraws the tokens in a data directory. A node may run on it at the same time: each change locks the files, and the node sees the
/// change at its next request. The caller needs no token, only write access to the directory. Safe for use from any thread.
/// </summary>
/// <param name="directory">The data directory.</param>
/// <param name="caller">The name of the caller, for the operator's log.</param>
/// <param name="clock">The clock by which tokens expire.</param>
public sealed class TokenDesk(string directory, string caller, TimeProvider clock)
{
    private readonly DataLayout _layout = new(directory);

    /// <summary>
    /// Issues a token. A data directory without departments accepts any department, because the first token is issued before the first start.
    /// </summary>
    /// <param name="holder">The holder of the token.</param>
    /// <param name="until">When it expires. Null for the default.</param>
    /// <exception cref="FaultException">The department already has a token of that name, or the directory cannot be used.</exception>
    public IssuedToken Create(TokenHolder holder, DateTimeOffset? until)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return Run(holder.Department, mayBeNew: true, tokens => tokens.Issue(holder, until, caller) ?? throw new FaultException(RunFaults.NameTaken, holder.Name));
    }

    /// <summary>Withdraws a new token that could not be handed out.</summary>
    /// <exception cref="FaultException">The directory cannot be used. The token may still be in force.</exception>
    public void Discard(DepartmentId department, string id) =>
        Run(department, mayBeNew: true, tokens => tokens.Withdraw(department, id, mayBeLast: true, caller).Refusal is null);

    /// <summary>Lists a department's tokens.</summary>
    /// <exception cref="FaultException">The directory has no such department, or cannot be used.</exception>
    public TokenList List(DepartmentId department) =>
        Run(department, mayBeNew: false, tokens => new TokenList(tokens.List(department), tokens.RestoredAsOf, tokens.Warning));

    /// <summary>Withdraws a token. It may be the last operator token, because a new one can be issued here at any time.</summary>
    /// <param name="department">The department of the token.</param>
    /// <param name="id">The id of the token. Null to find it by name.</param>
    /// <param name="name">The name of the token, if there is no id.</param>
    /// <exception cref="FaultException">There is no such token or department, or the directory cannot be used.</exception>
    public WithdrawnToken Withdraw(DepartmentId department, string? id, string? name) => Run(department, mayBeNew: false, tokens =>
    {
        var wanted = id ?? GetId(tokens.List(department), name ?? "");
        var withdrawn = tokens.Withdraw(department, wanted, mayBeLast: true, caller);
        if (withdrawn.Refusal is { } refusal)
        {
            throw new FaultException(refusal.Fault, wanted);
        }

        var now = clock.GetUtcNow();
        var isOperatorMissing = !tokens.List(department).Any(entry => entry.Holder.Role is Role.Operator && entry.StateAt(now) is TokenState.InForce);
        return new WithdrawnToken(withdrawn.Required, isOperatorMissing);
    });

    /// <summary>Records that an operator has reviewed the tokens.</summary>
    /// <exception cref="FaultException">No node has used the directory yet, or it cannot be used.</exception>
    public ReviewedTokens Review() => Run(tokens =>
    {
        if (!IsUsed())
        {
            throw new FaultException(RunFaults.NotADataDirectory, directory);
        }

        var (restored, isDue) = (tokens.RestoredAsOf, tokens.Warning == AccessFaults.TokensRestored || tokens.Warning == AccessFaults.OperatorLogIncomplete);
        if (isDue)
        {
            tokens.Review(caller);
        }

        return new ReviewedTokens(isDue, restored);
    });

    /// <summary>Records that the tokens came from a backup.</summary>
    /// <param name="asOf">When the backup was made.</param>
    /// <param name="newer">The operator's log of the lost node. Its withdrawals are applied.</param>
    /// <param name="withdrawsAll">Whether to withdraw every token.</param>
    /// <exception cref="FaultException">The directory cannot be used.</exception>
    public RestoredTokens Restore(DateTimeOffset asOf, IReadOnlyList<OperatorEvent> newer, bool withdrawsAll)
    {
        var (inForce, withdrawn) = Run(tokens => tokens.Restore(asOf, newer, withdrawsAll, caller));
        return new RestoredTokens(inForce, withdrawn);
    }

    private T Run<T>(Func<AccessTokens, T> work)
    {
        if (!Directory.Exists(directory))
        {
            throw new FaultException(RunFaults.NotADataDirectory, directory);
        }

        try
        {
            return work(AccessTokens.Open(_layout.Tokens, clock));
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            throw new FaultException(RunFaults.FileMalformed, problem.Detail, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, $"{_layout.Tokens}: {problem.Message}", problem);
        }
    }

    private T Run<T>(DepartmentId department, bool mayBeNew, Func<AccessTokens, T> work) => Run(tokens =>
    {
        EnsureKnown(department, tokens, mayBeNew);
        return work(tokens);
    });

    private bool IsUsed() =>
        Directory.Exists(_layout.Departments) || Directory.Exists(_layout.Keys) || File.Exists(_layout.Tokens) || File.Exists(_layout.OperatorLog);

    private void EnsureKnown(DepartmentId department, AccessTokens tokens, bool mayBeNew)
    {
        var hosted = FoldersIn(_layout.Departments).Concat(FoldersIn(_layout.Keys)).ToHashSet();
        if (mayBeNew && hosted.Count == 0)
        {
            return;
        }

        if (!IsUsed())
        {
            throw new FaultException(RunFaults.NotADataDirectory, _layout.Root);
        }

        hosted.UnionWith(tokens.Departments);
        if (!hosted.Contains(department))
        {
            var known = hosted.Count == 0 ? "none 无" : string.Join(", ", hosted.Select(one => one.ToString()).Order(StringComparer.Ordinal));
            throw new FaultException(RunFaults.DepartmentNotHere, $"{department}; known 已有: {known}");
        }
    }

    private static IEnumerable<DepartmentId> FoldersIn(string folder) => (Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
        .Select(path => DepartmentId.TryParse(Path.GetFileName(path), out var id) ? id : default)
        .Where(id => id != default);

    // Prefers the token that is not withdrawn. Otherwise it is the one withdrawn last, so that a repeated call gets the first answer.
    private static string GetId(IEnumerable<TokenEntry> entries, string name) =>
        entries.Where(entry => entry.Holder.Name == name).MaxBy(entry => entry.WithdrawnAt ?? DateTimeOffset.MaxValue)?.Id
        ?? throw new FaultException(AccessFaults.TokenNotFound, name);
}
