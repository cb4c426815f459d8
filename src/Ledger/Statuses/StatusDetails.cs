namespace Ledger.Statuses;

/// <summary>Why a status was changed and who asked for it.</summary>
/// <param name="Reason">The reason given; personal data as far as it speaks of the person.</param>
/// <param name="By">The name of the token that asked.</param>
public sealed record StatusDetails(string Reason, string By)
{
    /// <summary>Nothing of the reason, so that no log line can show it.</summary>
    public override string ToString() => "StatusDetails";
}
