using System.Text.Json;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Tests.Seals;

namespace Ledger.Verify.Tests.RecordTypes;

/// <summary>Every published record type, read as any verifier reads it.</summary>
public sealed class CommittedTypesTests
{
    private static readonly string Folder = Path.Combine(Vectors.Repository, "src", "Ledger", "Issuing", "RecordTypes");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order()!);

    [Fact]
    public void Files_All_AreTheEighteenTypes() => Assert.Equal(18, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void TryParse_CommittedType_IsNamedForItsFileInBothLanguages(string file)
    {
        var type = Read(file);

        Assert.Equal($"https://city.example/vct/{file[..file.LastIndexOf('-')]}/{file[(file.LastIndexOf('-') + 1)..]}", type.Vct);
        Assert.NotNull(type.NameIn("zh-CN"));
        Assert.NotNull(type.NameIn("en"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Claims_CommittedType_HaveARuleAndALabelInBothLanguages(string file)
    {
        var type = Read(file);

        Assert.NotEmpty(type.Claims);
        Assert.All(type.Claims, claim =>
        {
            Assert.NotNull(claim.Rule);
            Assert.NotNull(type.LabelOf(claim.Path, "zh-CN"));
            Assert.NotNull(type.LabelOf(claim.Path, "en"));
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Claims_CommittedType_ListWhatContainsThem(string file)
    {
        var listed = Read(file).Claims.Select(claim => claim.Path).ToHashSet();

        Assert.All(listed.Where(path => path.Segments.Length > 1), path =>
            Assert.Contains(ClaimPath.FromSegments(path.Segments.AsSpan()[..^1]), listed));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Disclosure_CommittedType_NeverShowsWhoTheRecordIsAbout(string file) =>
        Assert.All(["personal_administrative_number", "name", "given_name", "family_name", "birthdate", "sex"], claim =>
            Assert.True(Read(file).Disclosure.IsDisclosable(ClaimPath.FromSegments(claim))));

    [Theory]
    [MemberData(nameof(Files))]
    public void TryParse_CommittedType_HasNoFloatsInWhatIsNotSchema(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file + ".json")));

        Assert.All(document.RootElement.EnumerateObject().Where(member => member.Name != "schema"), member =>
            Assert.NotEmpty(Ledger.Verify.Json.CanonicalJson.Canonicalize(System.Text.Encoding.UTF8.GetBytes(member.Value.GetRawText()))));
    }

    private static TypeMetadata Read(string file)
    {
        var octets = File.ReadAllBytes(Path.Combine(Folder, file + ".json"));
        Assert.True(TypeMetadata.TryParse(octets, out var type, out var refusal), refusal?.ToString());
        return type;
    }
}
