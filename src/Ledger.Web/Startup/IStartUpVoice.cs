namespace Ledger.Web.Startup;

/// <summary>Tells the person at the terminal what a start is doing, in both languages.</summary>
internal interface IStartUpVoice
{
    void Say(string zh, string en);
}

internal static class StartUpVoiceProgress
{
    /// <summary>Says each step of something that reports progress.</summary>
    public static IProgress<T> Progress<T>(this IStartUpVoice voice, Func<T, (string Zh, string En)> sentence) => new Spoken<T>(voice, sentence);

    private sealed class Spoken<T>(IStartUpVoice voice, Func<T, (string Zh, string En)> sentence) : IProgress<T>
    {
        public void Report(T value)
        {
            var (zh, en) = sentence(value);
            voice.Say(zh, en);
        }
    }
}

/// <summary>Says it on the terminal.</summary>
internal sealed class TerminalVoice : IStartUpVoice
{
    /// <summary>Says that the node runs.</summary>
    /// <exception cref="StartUpException">Standard output is closed or full.</exception>
    public static void Begin()
    {
        try
        {
            Console.Out.WriteLine("Ledger: the node is starting.  节点正在启动。");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException(StartUpFaults.OutputClosed, (problem.InnerException as IOException ?? problem).Message, problem);
        }
    }

    public void Say(string zh, string en) => Console.Out.WriteLine($"  {en}  {zh}");
}
