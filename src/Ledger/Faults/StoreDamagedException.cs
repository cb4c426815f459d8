using Ledger.Verify.Faults;

namespace Ledger.Faults;

/// <summary>A stored file does not hold what was written to it. The message names the file and the place, never its contents.</summary>
public class StoreDamagedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Null when the damage has no one place.</summary>
    public DamagePlace? Place { get; init; }
}
