using System.CommandLine;
using Ledger.Cli.Output;

namespace Ledger.Cli.Bench;

/// <summary><c>ledger bench</c>: figures beside the raw limit of the same machine in the same minute.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal) => new("bench", "Measure against the raw limit of this machine. 性能测量。");
}
