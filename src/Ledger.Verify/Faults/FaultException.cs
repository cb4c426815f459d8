namespace Ledger.Verify.Faults;

/// <summary>
/// The one exception with a code: work stopped for a reason that has a text for people. A host prints the fault and the detail. Code that
/// must distinguish reasons filters by <see cref="Fault"/> or by <see cref="Fault.Kind"/>. It is not sealed: a few exceptions derive from it because
/// their reader needs a value beside the fault, such as the error of a node.
/// </summary>
/// <param name="fault">What happened.</param>
/// <param name="detail">Where and why: a path, an option, an address or the words of a cause; may be empty. It holds no personal data and no key.</param>
/// <param name="inner">The cause; null without one.</param>
public class FaultException(Fault fault, string detail, Exception? inner = null) : Exception(FormatMessage(fault, detail), inner)
{
    /// <summary>What happened.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>Where and why.</summary>
    public string Detail { get; } = detail;

    /// <summary>The detail without the place, for a report that names the place itself.</summary>
    public string Reason { get; init; } = detail;

    /// <summary>Where a stored file is damaged. Null when the damage has no one place, and for every other fault.</summary>
    public DamagePlace? Place { get; init; }

    /// <summary>
    /// The name of an exception for a log line: its code, or the type of one without a code. Nobody foresaw that one, and its type helps to find the
    /// defect. Its message is left out, because it may quote a request.
    /// </summary>
    public static string GetName(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem is FaultException { Fault.Code: var code } ? code : $"an unexpected {problem.GetType().Name}";
    }

    private static string FormatMessage(Fault fault, string detail)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return detail is { Length: > 0 } ? $"{fault.Title.En} {detail}" : fault.Title.En;
    }
}
