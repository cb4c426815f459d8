using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Subjects;

/// <summary><c>ledger subject</c>: finds a person's records, and shows who looked at them and what residents say about it.</summary>
internal static class SubjectCommand
{
    public static Command Create(Terminal terminal) =>
        new("subject", "A person: their records, and who looked. 居民的记录，以及谁看过。")
        {
            SubjectRecordsCommand.Create(terminal), SubjectDisclosuresCommand.Create(terminal), SubjectComplaintsCommand.Create(terminal),
        };
}
