namespace Ledger.Statuses;

/// <summary>Why a status was changed and who asked for it.</summary>
/// <param name="Reason">The reason. Personal data if it says something about the person.</param>
/// <param name="By">The name of the token that asked.</param>
public sealed record StatusDetails(string Reason, string By)
{
    /// <summary>Leaves out the reason, so that no log line contains it.</summary>
    public override string ToString() => "StatusDetails";
}
