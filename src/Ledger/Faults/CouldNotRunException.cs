namespace Ledger.Faults;

/// <summary>
/// A use case could not run: what it needs cannot be reached, read or written. Says nothing about the thing that was to be checked.
/// </summary>
/// <param name="fault">Why.</param>
/// <param name="detail">Where: a path, an option or an address.</param>
/// <param name="inner">The exception that caused it.</param>
public class CouldNotRunException(Fault fault, string detail, Exception? inner = null) : Exception(TitleOf(fault), inner)
{
    /// <summary>Why.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>Where: a path, an option or an address.</summary>
    public string Detail { get; } = detail;

    /// <summary>The detail without the place, for a report that names the place itself.</summary>
    public string Reason { get; init; } = detail;

    private static string TitleOf(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Title.En;
    }
}
