using Ledger.Verify.Entries;

namespace Ledger.Statuses;

/// <summary>The names of the statuses in entries, requests and answers.</summary>
public static class StatusNames
{
    public static string Format(EntryStatus status) => status switch
    {
        EntryStatus.Active => "active",
        EntryStatus.Suspended => "suspended",
        EntryStatus.Revoked => "revoked",
        EntryStatus.Superseded => "superseded",
        EntryStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static bool TryParse(string text, out EntryStatus status)
    {
        foreach (var candidate in Enum.GetValues<EntryStatus>())
        {
            if (string.Equals(Format(candidate), text, StringComparison.Ordinal))
            {
                status = candidate;
                return true;
            }
        }

        status = default;
        return false;
    }
}
