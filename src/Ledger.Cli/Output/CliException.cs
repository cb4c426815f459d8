using Ledger.Faults;

namespace Ledger.Cli.Output;

/// <summary>A command could not be run. Says nothing about the thing that was to be checked.</summary>
/// <param name="fault">Why.</param>
/// <param name="detail">Where: a path, an option or an address.</param>
/// <param name="inner">The exception that caused it.</param>
public sealed class CliException(Fault fault, string detail, Exception? inner = null) : CouldNotRunException(fault, detail, inner);
