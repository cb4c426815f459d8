namespace Ledger.Access;

/// <summary>How long new tokens can be used.</summary>
public static class TokenLifetime
{
    /// <summary>Without another wish: a year.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromDays(365);

    /// <summary>At most: ten years.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(3650);

    /// <summary>Whether a token issued now may expire then.</summary>
    public static bool Allows(DateTimeOffset now, DateTimeOffset expiresAt) => expiresAt > now && expiresAt - now <= Longest;
}
