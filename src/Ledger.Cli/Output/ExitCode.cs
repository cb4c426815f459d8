using Ledger.Auditing.Nodes;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Output;

/// <summary>The exit codes of the command.</summary>
public static class ExitCode
{
    /// <summary>Yes: what was checked is valid, or the request is done.</summary>
    public const int Yes = 0;

    /// <summary>No: what was checked is not valid, or a part of the request was refused.</summary>
    public const int No = 1;

    /// <summary>The command could not run, or could not check. What was to be checked may be valid or not.</summary>
    public const int CouldNotRun = 2;

    /// <summary>Returns the exit code of a verdict.</summary>
    public static int FromVerdict(Verdict verdict) => verdict switch
    {
        Verdict.Valid => Yes,
        Verdict.CouldNotBeChecked => CouldNotRun,
        _ => No,
    };

    /// <summary>Returns the exit code of an audit.</summary>
    public static int FromVerdict(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Agrees => Yes,
        AuditVerdict.Findings => No,
        _ => CouldNotRun,
    };
}
