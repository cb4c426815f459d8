using Ledger.Faults;

namespace Ledger.Log;

/// <summary>What became of one line: an entry, or why there is none. The key is null when the line was too broken to have one.</summary>
public sealed record LineAnswer(long Number, string? Key, Appended? Appended, Refusal? Refusal)
{
    public static LineAnswer Refused(long number, string? key, Refusal refusal) => new(number, key, null, refusal);
}
