namespace Ledger.Access;

/// <summary>The lifetimes of new tokens.</summary>
public static class TokenLifetime
{
    /// <summary>The default: one year.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromDays(365);

    /// <summary>The longest: ten years.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(3650);

    /// <summary>Whether a token that is issued now may have this expiry.</summary>
    public static bool Allows(DateTimeOffset now, DateTimeOffset expiresAt) => expiresAt > now && expiresAt - now <= Longest;
}
