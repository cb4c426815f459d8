namespace Ledger.Samples;

/// <summary>People who live together. Adults come before children.</summary>
internal sealed record Household(IReadOnlyList<Resident> Members)
{
    /// <summary>An adult of working age other than <paramref name="resident"/>, or null.</summary>
    public Resident? FindCarerOf(Resident resident) =>
        Members.FirstOrDefault(member => member.Number != resident.Number && member.Age is >= 18 and < 60);
}
