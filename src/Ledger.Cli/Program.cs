using Ledger.Cli;
using Ledger.Cli.Output;

return await CommandLine.RunAsync(args, Terminal.Process(), CancellationToken.None);
