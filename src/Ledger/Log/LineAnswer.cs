using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>The result of one line: an entry, or why there is none. The key is null if the line has no readable key.</summary>
public sealed record LineAnswer(long Number, string? Key, Appended? Appended, Refusal? Refusal)
{
    public static LineAnswer Refused(long number, string? key, Refusal refusal) => new(number, key, null, refusal);
}
