namespace Ledger.Web.Terminal;

/// <summary>Tells the person at the terminal what a start is doing, in both languages.</summary>
internal interface IStartUpVoice
{
    /// <summary>Says what the start does now.</summary>
    void Say(string zh, string en);

    /// <summary>Writes one line as it is.</summary>
    void Print(string line);
}
