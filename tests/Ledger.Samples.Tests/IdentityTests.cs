using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ledger.Samples.Tests;

/// <summary>Checks the numbers and names in the sample city with rules written independently from the standards.</summary>
public sealed partial class IdentityTests
{
    // GB 11643-1999: the weights of the first seventeen digits, and the check character for each remainder modulo 11.
    private static readonly int[] IdWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string IdCheck = "10X98765432";

    // GB 32100-2015: alphabet and weights.
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] CreditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private static readonly List<JsonObject> Lines = [.. SampleLines.Parsed(400, 1)];

    [Fact]
    public void IdNumber_EveryResident_HasItsCheckCharacterBirthdayAndSex()
    {
        Assert.All(Subjects(), subject =>
        {
            var number = (string)subject["idNumber"]!;
            Assert.Matches("^47[0-9]{15}[0-9X]$", number);
            Assert.Equal(IdCheck[number[..17].Select((digit, i) => (digit - '0') * IdWeights[i]).Sum() % 11], number[17]);
            Assert.Equal(((string)subject["birthdate"]!).Replace("-", "", StringComparison.Ordinal), number[6..14]);
            Assert.Equal((string)subject["sex"]! == "male", (number[16] - '0') % 2 == 1);
        });
    }

    [Fact]
    public void IdNumber_EveryResident_IsTheirsAlone()
    {
        var residents = Lines.Select(line => (Number: (string)line["subject"]!["idNumber"]!, Resident: ((string)line["key"]!).Split('-')[3])).Distinct().ToList();

        Assert.Equal(400, residents.Count);
        Assert.Equal(400, residents.Select(resident => resident.Number).Distinct().Count());
    }

    [Fact]
    public void CreditCode_EveryOrganisation_HasItsCheckCharacter()
    {
        var codes = Lines.SelectMany(line => Texts(line["claims"]!)).Where(text => CreditCode().IsMatch(text)).Distinct().ToList();

        Assert.True(codes.Count > 20, "The city has many organisations.");
        Assert.All(codes, code => Assert.Equal(
            CreditAlphabet[(31 - (code[..17].Select((letter, i) => CreditAlphabet.IndexOf(letter, StringComparison.Ordinal) * CreditWeights[i]).Sum() % 31)) % 31], code[17]));
    }

    [Fact]
    public void Names_EveryResident_AreChineseAndPinyin()
    {
        Assert.All(Subjects(), subject =>
        {
            Assert.Matches("^[一-鿿]{2,4}$", (string)subject["name"]!);
            Assert.Matches("^[A-Z][a-z']+$", (string)subject["givenName"]!);
            Assert.Matches("^[A-Z][a-z]+$", (string)subject["familyName"]!);
        });
    }

    [Fact]
    public void Texts_EveryBilingualOne_AreChineseAndEnglish()
    {
        var pairs = Lines.SelectMany(line => Objects(line["claims"]!)).Where(node => node.ContainsKey("zh")).ToList();

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair =>
        {
            Assert.Matches("[一-鿿]", (string)pair["zh"]!);
            Assert.Matches("^[ -~]+$", (string)pair["en"]!);
        });
    }

    [Fact]
    public void RegistrationNumber_EveryUnemployed_HasTheYearOfItsDate()
    {
        var registrations = Lines.Where(line => SampleLines.TypeOf(line) == "unemployment-registration").ToList();

        Assert.NotEmpty(registrations);
        Assert.All(registrations, line => Assert.Equal(
            ((string)line["claims"]!["registration_date"]!)[2..4], ((string)line["claims"]!["registration_number"]!).Substring(8, 2)));
    }

    [Fact]
    public void Key_EveryLine_IsUniqueAndNamesTheCity()
    {
        var keys = Lines.Select(line => (string)line["key"]!).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"sample-1-20260930-"), key, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonObject> Subjects() => Lines.Select(line => line["subject"]!.AsObject());

    private static IEnumerable<string> Texts(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Value is null ? [] : Texts(member.Value)),
        JsonArray items => items.SelectMany(item => item is null ? [] : Texts(item)),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static IEnumerable<JsonObject> Objects(JsonNode node) => node switch
    {
        JsonObject members => [members, .. members.SelectMany(member => member.Value is null ? [] : Objects(member.Value))],
        JsonArray items => items.SelectMany(item => item is null ? [] : Objects(item)),
        _ => [],
    };

    [GeneratedRegex("^(11|12|52|91)47[0-9]{4}MA[0-9A-Z]{8}$")]
    private static partial Regex CreditCode();
}
