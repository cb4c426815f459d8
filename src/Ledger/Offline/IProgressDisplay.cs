namespace Ledger.Offline;

/// <summary>Shows the progress of long work.</summary>
public interface IProgressDisplay
{
    /// <summary>Runs work and shows its progress.</summary>
    /// <param name="title">The name of the work, such as a file or a department.</param>
    /// <param name="total">The value at which the work is finished.</param>
    /// <param name="work">The work. It reports values up to <paramref name="total"/>.</param>
    Task<T> RunAsync<T>(string title, double total, Func<Action<double>, Task<T>> work);
}
