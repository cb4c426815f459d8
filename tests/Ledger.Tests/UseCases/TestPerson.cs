using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Issuing;

namespace Ledger.Tests.UseCases;

/// <summary>A made-up resident. Her citizen's number has the right check character.</summary>
/// <param name="Number">The citizen's number.</param>
/// <param name="Name">Her name.</param>
internal sealed record TestPerson(string Number, string Name)
{
    private const string Weights = "10X98765432"; // GB 11643-1999: the check character for each remainder.

    public static TestPerson First { get; } = FromSequence(1);

    public static TestPerson Second { get; } = FromSequence(2);

    /// <summary>The number as a use case gets it.</summary>
    public IdentityNumber Identity =>
        IdentityTypes.Read(IdentityTypes.ResidentIdentityCard, Number, new DateOnly(2027, 1, 1), "/idType", "/idNumber").Required;

    /// <summary>A person for each number from 1 to 499.</summary>
    public static TestPerson FromSequence(int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"11010120140314{2 * number:D3}"); // The last digit is even for women.
        var sum = text.Index().Sum(digit => (digit.Item - '0') * (1 << (17 - digit.Index)));
        return new TestPerson(text + Weights[sum % 11], $"周小{(char)('一' + number)}");
    }

    /// <summary>The subject of a request.</summary>
    public JsonObject ToSubject() => new()
    {
        ["idType"] = IdentityTypes.ResidentIdentityCard,
        ["idNumber"] = Number,
        ["name"] = Name,
        ["birthdate"] = "2014-03-14",
        ["sex"] = "female",
    };

    /// <summary>The member <c>subject</c> of a search.</summary>
    public JsonObject ToIdentity() => new() { ["idType"] = IdentityTypes.ResidentIdentityCard, ["idNumber"] = Number };
}
