using Ledger.Access;
using Ledger.Cli.Output;
using Ledger.Cli.Tokens;
using Ledger.Departments;
using Ledger.Faults;

namespace Ledger.Cli.Backups;

/// <summary>
/// The tokens of a restored data directory. A backup cannot know what was withdrawn after it, so nothing here is silent: the operator's log of the lost
/// node is applied when it is there, and the node says that the tokens need a look until an operator has had it.
/// </summary>
/// <param name="InForce">How many can be used.</param>
/// <param name="Withdrawn">How many were withdrawn here.</param>
internal sealed record RestoredTokens(int InForce, int Withdrawn)
{
    /// <param name="target">The restored data directory.</param>
    /// <param name="backup">The manifest of the backup it came from.</param>
    /// <param name="newer">The lost node's operator log; null when there is none.</param>
    /// <param name="withdrawAll">Withdraws every token.</param>
    /// <returns>Null when the backup holds no tokens.</returns>
    public static RestoredTokens? Settle(DataLayout target, BackupManifest backup, IReadOnlyList<OperatorEvent>? newer, bool withdrawAll)
    {
        if (!File.Exists(target.Tokens))
        {
            return null;
        }

        var (inForce, withdrawn) = TokenStore.Run(target.Root, tokens => tokens.Restore(backup.At, newer ?? [], withdrawAll, TokenStore.Caller));
        return new RestoredTokens(inForce, withdrawn);
    }

    /// <summary>Reads the lost node's operator log before anything is written.</summary>
    /// <exception cref="CouldNotRunException">It cannot be read.</exception>
    public static IReadOnlyList<OperatorEvent>? Read(string? path)
    {
        try
        {
            return path is null ? null : File.Exists(path) ? OperatorLog.Read(path) : throw new CouldNotRunException(RunFaults.FileUnreadable, path);
        }
        catch (StoreDamagedException problem)
        {
            throw new CouldNotRunException(RunFaults.FileMalformed, problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(RunFaults.FileUnreadable, path!, problem); // Only a file that was named is read.
        }
    }

    public void Report(Terminal terminal, DateTimeOffset asOf)
    {
        terminal.Out.WriteLine(FormattableString.Invariant($"✓ tokens 令牌: {InForce} in force 有效, {Withdrawn} withdrawn here 在此撤回"));
        if (InForce > 0)
        {
            terminal.Out.WriteLine(FormattableString.Invariant(
                $"  LDG9024: they are as of {asOf:u}. A token that was withdrawn after that is in force again: look with ledger tokens list, withdraw, then run ledger tokens review; until then /health/ready says degraded."));
            terminal.Out.WriteLine("  备份之后撤回的令牌又会有效：请用 ledger tokens list 核对、撤回，再运行 ledger tokens review。");
        }
    }
}
