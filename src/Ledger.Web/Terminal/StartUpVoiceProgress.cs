namespace Ledger.Web.Terminal;

internal static class StartUpVoiceProgress
{
    /// <summary>Prints each step that an operation reports as progress.</summary>
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
