using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>One person of the sample city.</summary>
internal sealed record Resident
{
    /// <summary>1 for the first resident of the city.</summary>
    public required long Number { get; init; }

    public required Bilingual FamilyName { get; init; }

    public required Bilingual GivenName { get; init; }

    public required Sex Sex { get; init; }

    public required DateOnly Birthdate { get; init; }

    /// <summary>Full years on the date of the city.</summary>
    public required int Age { get; init; }

    public required string IdNumber { get; init; }

    /// <summary>Index in <see cref="CityPlaces.Districts"/>.</summary>
    public required int District { get; init; }

    /// <summary>22 base64url characters. Departments use it to name the resident to each other.</summary>
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
