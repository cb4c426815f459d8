using Ledger.Auditing.Nodes;
using Ledger.Verify.Verdicts;

namespace Ledger.Cli.Output;

/// <summary>What the command returns to the shell.</summary>
public static class ExitCode
{
    /// <summary>Yes: what was checked is valid, what was asked for is done.</summary>
    public const int Yes = 0;

    /// <summary>No: what was checked is not valid, or some of what was asked for was refused.</summary>
    public const int No = 1;

    /// <summary>It could not be run, or could not be checked. Says nothing about the thing itself.</summary>
    public const int CouldNotRun = 2;

    /// <summary>The exit code of a verdict.</summary>
    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Valid => Yes,
        Verdict.CouldNotBeChecked => CouldNotRun,
        _ => No,
    };

    /// <summary>The exit code of an audit.</summary>
    public static int Of(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Agrees => Yes,
        AuditVerdict.Findings => No,
        _ => CouldNotRun,
    };
}
