using Ledger.Auditing;
using Ledger.Cli.Output;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Cli.Logs;

/// <summary>Writes a contradiction that a command found. Stateless.</summary>
internal static class KeptContradiction
{
    /// <summary>Writes the file. A failure is reported and hides nothing: the command still reports the finding.</summary>
    /// <returns>Its path; null when it could not be written.</returns>
    public static string? Write(Terminal terminal, string path, VerifierKey key, Contradiction found)
    {
        try
        {
            ContradictionFile.Write(path, key, found);
            return path;
        }
        catch (FaultException problem)
        {
            terminal.Tell(problem);
            return null;
        }
    }
}
