namespace Ledger.Web.Terminal;

/// <summary>Shows the progress of a start on the terminal, in both languages.</summary>
internal interface IStartUpVoice
{
    /// <summary>Prints the current step of the start.</summary>
    void Say(string zh, string en);

    /// <summary>Prints one line unchanged.</summary>
    void Print(string line);
}
