namespace Ledger.Offline;

/// <summary>Shows how far long work is.</summary>
public interface IProgressDisplay
{
    /// <summary>Runs work and shows its progress.</summary>
    /// <param name="title">What is worked on.</param>
    /// <param name="total">The value that means "finished".</param>
    /// <param name="work">The work; it reports values up to <paramref name="total"/>.</param>
    Task<T> RunAsync<T>(string title, double total, Func<Action<double>, Task<T>> work);
}
