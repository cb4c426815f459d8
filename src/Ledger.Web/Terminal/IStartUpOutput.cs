namespace Ledger.Web.Terminal;

/// <summary>The output of a start: its steps in both languages, and single lines.</summary>
internal interface IStartUpOutput
{
    /// <summary>Prints the current step of the start.</summary>
    void WriteStep(string zh, string en);

    /// <summary>Prints one line unchanged.</summary>
    void WriteLine(string line);
}
