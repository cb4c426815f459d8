using Ledger.Access;
using Ledger.Cli.Output;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Cli.Commands;

/// <summary>
/// The tokens in a data directory, whether or not a node runs on it: the files are locked for each change, and a running node sees it at its next
/// request. Whoever may write to the directory needs no token. Stateless.
/// </summary>
internal static class TokenStore
{
    /// <summary>Who acts here, for the operator's log: an account of this machine.</summary>
    public static string Caller => "local:" + Environment.UserName;

    /// <summary>Does work with the tokens of a data directory and says in the command's own words what stands in its way.</summary>
    /// <exception cref="CliException">There is no such directory, or its files cannot be read or written.</exception>
    public static T Run<T>(string directory, Func<TokenFile, T> work)
    {
        if (!Directory.Exists(directory))
        {
            throw new CliException(CliFaults.FileUnreadable, directory);
        }

        var path = new DataLayout(directory).Tokens;
        try
        {
            return work(TokenFile.Open(path));
        }
        catch (StoreDamagedException problem)
        {
            throw new CliException(CliFaults.FileMalformed, problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, $"{path}: {problem.Message}", problem);
        }
    }
}
