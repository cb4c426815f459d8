namespace Ledger.Web.Terminal;

internal static class StartUpOutputProgress
{
    /// <summary>Prints each step that an operation reports as progress.</summary>
    public static IProgress<T> Progress<T>(this IStartUpOutput output, Func<T, (string Zh, string En)> sentence) => new StepProgress<T>(output, sentence);

    private sealed class StepProgress<T>(IStartUpOutput output, Func<T, (string Zh, string En)> sentence) : IProgress<T>
    {
        public void Report(T value)
        {
            var (zh, en) = sentence(value);
            output.WriteStep(zh, en);
        }
    }
}
