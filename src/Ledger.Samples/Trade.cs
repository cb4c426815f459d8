namespace Ledger.Samples;

/// <summary>A line of business, its employers and the occupations in it.</summary>
internal sealed record Trade(Bilingual Name, IReadOnlyList<Occupation> Occupations, IReadOnlyList<Organisation> Employers);
