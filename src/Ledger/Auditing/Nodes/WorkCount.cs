namespace Ledger.Auditing.Nodes;

/// <summary>How much of one kind of work was due, and how much was done.</summary>
/// <param name="Due">How much was due.</param>
/// <param name="Done">How much was done.</param>
public sealed record WorkCount(long Due, long Done)
{
    /// <summary>How much was due and was not done.</summary>
    public long Missing => Due - Done;
}
