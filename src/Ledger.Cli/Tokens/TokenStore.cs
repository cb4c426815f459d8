using Ledger.Access;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Cli.Tokens;

/// <summary>
/// The tokens in a data directory, whether or not a node runs on it: the files are locked for each change, and a running node sees it at its next
/// request. Whoever may write to the directory needs no token. Stateless.
/// </summary>
internal static class TokenStore
{
    /// <summary>Who acts here, for the operator's log: an account of this machine.</summary>
    public static string Caller => "local:" + Environment.UserName;

    /// <summary>Does work with the tokens of a data directory and says in the command's own words what stands in its way.</summary>
    /// <exception cref="CouldNotRunException">There is no such directory, or its files cannot be read or written.</exception>
    public static T Run<T>(string directory, Func<AccessTokens, T> work)
    {
        if (!Directory.Exists(directory))
        {
            throw new CouldNotRunException(RunFaults.NotADataDirectory, directory);
        }

        var path = new DataLayout(directory).Tokens;
        try
        {
            return work(AccessTokens.Open(path));
        }
        catch (StoreDamagedException problem)
        {
            throw new CouldNotRunException(RunFaults.FileMalformed, problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(RunFaults.FileUnwritable, $"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>The same for one department, which the directory must have.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="department">The department.</param>
    /// <param name="mayBeNew">Whether any department will do while the directory has none, as before the first start.</param>
    /// <param name="work">The work.</param>
    public static T Run<T>(string directory, DepartmentId department, bool mayBeNew, Func<AccessTokens, T> work) => Run(directory, tokens =>
    {
        EnsureKnown(new DataLayout(directory), department, tokens, mayBeNew);
        return work(tokens);
    });

    /// <summary>The same for a directory that a node or a command has used before.</summary>
    public static T RunOnUsed<T>(string directory, Func<AccessTokens, T> work) => Run(directory, tokens =>
        IsUsed(new DataLayout(directory)) ? work(tokens) : throw new CouldNotRunException(RunFaults.NotADataDirectory, directory));

    private static bool IsUsed(DataLayout layout) =>
        Directory.Exists(layout.Departments) || Directory.Exists(layout.Keys) || File.Exists(layout.Tokens) || File.Exists(layout.OperatorLog);

    private static void EnsureKnown(DataLayout layout, DepartmentId department, AccessTokens tokens, bool mayBeNew)
    {
        var hosted = FoldersIn(layout.Departments).Concat(FoldersIn(layout.Keys)).ToHashSet();
        if (mayBeNew && hosted.Count == 0)
        {
            return;
        }

        if (!IsUsed(layout))
        {
            throw new CouldNotRunException(RunFaults.NotADataDirectory, layout.Root);
        }

        hosted.UnionWith(tokens.Departments);
        if (!hosted.Contains(department))
        {
            var known = hosted.Count == 0 ? "none 无" : string.Join(", ", hosted.Select(one => one.ToString()).Order(StringComparer.Ordinal));
            throw new CouldNotRunException(RunFaults.DepartmentNotHere, $"{department}; known 已有: {known}");
        }
    }

    private static IEnumerable<DepartmentId> FoldersIn(string folder) => (Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
        .Select(path => DepartmentId.TryParse(Path.GetFileName(path), out var id) ? id : default)
        .Where(id => id != default);
}
