using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Web.DemoProvider;

/// <summary>
/// Remembers the codes that were exchanged, by their SHA-256, for as long as they are valid. Without a store the provider's library does not notice when
/// a code comes twice (RFC 6749 section 4.1.2). Safe for use from any thread.
/// </summary>
internal sealed class UsedCodes(TimeProvider clock)
{
    /// <summary>How long a code is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    /// <summary>Marks a valid code as used.</summary>
    /// <returns>False if it was used before.</returns>
    public bool TryUse(string code)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, until) in _used)
        {
            if (until < now)
            {
                _used.TryRemove(old, out _);
            }
        }

        // Twice the lifetime, because the library may allow for clocks that differ.
        return _used.TryAdd(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code))), now + (2 * Lifetime));
    }
}
