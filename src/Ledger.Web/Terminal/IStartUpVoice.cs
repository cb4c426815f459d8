namespace Ledger.Web.Terminal;

/// <summary>Tells the person at the terminal what a start is doing, in both languages.</summary>
internal interface IStartUpVoice
{
    void Say(string zh, string en);
}
