using System.Text.Json.Nodes;

namespace Ledger.Samples;

internal enum Sex
{
    Female = 0,
    Male = 1,
}

/// <summary>What an adult does for a living.</summary>
internal enum WorkState
{
    Employed,
    Flexible,
    SelfEmployed,
    Unemployed,
    Retired,
}

/// <summary>A resident's working life; <paramref name="Until"/> is null while the last job goes on. Money is in fen a month.</summary>
internal sealed record WorkLife(
    WorkState State, Organisation Employer, Organisation EarlierEmployer, Occupation Occupation, DateOnly Since, DateOnly? Until, int MonthlyPay);

/// <summary>One person of the sample city.</summary>
internal sealed record Resident
{
    /// <summary>1 for the first resident of the city.</summary>
    public required long Number { get; init; }

    public required Bilingual FamilyName { get; init; }

    public required Bilingual GivenName { get; init; }

    public required Sex Sex { get; init; }

    public required DateOnly Birthdate { get; init; }

    /// <summary>Full years at the city's date.</summary>
    public required int Age { get; init; }

    public required string IdNumber { get; init; }

    /// <summary>Index in <see cref="CityPlaces.Districts"/>.</summary>
    public required int District { get; init; }

    /// <summary>22 base64url characters by which departments name the resident to each other.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Null for children.</summary>
    public WorkLife? Work { get; init; }

    public string FullNameZh => FamilyName.Zh + GivenName.Zh;

    /// <summary>The <c>subject</c> of an issuing request.</summary>
    public JsonObject ToSubject() => new()
    {
        ["idType"] = "resident-identity-card",
        ["idNumber"] = IdNumber,
        ["name"] = FullNameZh,
        ["givenName"] = GivenName.En,
        ["familyName"] = FamilyName.En,
        ["birthdate"] = Dates.Text(Birthdate),
        ["sex"] = Sex is Sex.Female ? "female" : "male",
    };
}

/// <summary>People who live together; adults come before children.</summary>
internal sealed record Household(IReadOnlyList<Resident> Members)
{
    /// <summary>An adult of working age other than <paramref name="resident"/>, or null.</summary>
    public Resident? FindCarerOf(Resident resident) =>
        Members.FirstOrDefault(member => member.Number != resident.Number && member.Age is >= 18 and < 60);
}
