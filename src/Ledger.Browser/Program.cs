namespace Ledger.Browser;

/// <summary>The entry point, which has nothing to do: the page calls <see cref="VerifierExports"/>.</summary>
internal static class Program
{
    private static void Main()
    {
    }
}
