using System.Xml.Linq;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// The rings of the projects. A project may reference only projects of inner rings, and only the packages listed here. A new project or package
/// needs a row here, and a reason in the README of the project that uses it.
/// </summary>
public sealed class RingTests
{
    /// <summary>
    /// Each project with its ring and its packages. A star at the end matches any rest. Hosts may use every package of the central list.
    /// </summary>
    private static readonly (string Name, int Ring, string[] Packages)[] Projects =
    [
        ("Ledger.Verify", 0, ["BouncyCastle.Cryptography"]),
        ("Ledger", 1, ["Microsoft.Extensions.*", "NJsonSchema"]),
        ("Ledger.Consortium", 2, ["BouncyCastle.Cryptography"]),
        ("Ledger.Store.LiteDb", 2, ["LiteDB"]),
        ("Ledger.Store.Postgres", 2, ["Npgsql"]),
        ("Ledger.Ethereum", 2, ["Microsoft.Extensions.Http", "NBitcoin.Secp256k1", "Nethereum.Web3"]),
        ("Ledger.Nodes", 2, ["Microsoft.Extensions.*"]),
        ("Ledger.Portal", 3, ["Microsoft.AspNetCore.*", "ZXing.Net"]),
        ("Ledger.Samples", 3, []),
        ("Ledger.Web", 4, ["*"]),
        ("Ledger.Cli", 4, ["*"]),
        ("Ledger.Browser", 4, []),
        ("Ledger.BareHttp", 4, []),
    ];

    // Only the adapter uses the chain client. Hosts may use every other package but not these, not even through a reference.
    private const string ChainAdapter = "Ledger.Ethereum";
    private static readonly string[] ChainPackages = ["Nethereum", "NBitcoin"];

    // Analyzers run in the compiler and are not part of the output.
    private const string Analyzers = "Microsoft.CodeAnalysis.*";

    public static TheoryData<string> SourceProjects => new(SourceTree.Files("src", "*.csproj"));

    public static TheoryData<string> TestProjects => new(SourceTree.Files("tests", "*.csproj"));

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_Source_IsInTheTableAndInItsOwnFolder(string file)
    {
        Assert.Contains(Projects, project => project.Name == NameOf(file));
        Assert.Equal($"src/{NameOf(file)}/{NameOf(file)}.csproj", file);
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_Source_NamesOnlyRingsInsideItsOwn(string file)
    {
        var ring = RingOf(NameOf(file));

        Assert.All(References(file), reference =>
            Assert.True(RingOf(reference) < ring, $"{NameOf(file)} (ring {ring}) names {reference} (ring {RingOf(reference)})."));
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_OfRing3_NamesNoAdapter(string file)
    {
        if (RingOf(NameOf(file)) == 3)
        {
            Assert.All(References(file), reference => Assert.NotEqual(2, RingOf(reference)));
        }
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_Source_UsesOnlyItsPackages(string file)
    {
        var allowed = Projects.Single(project => project.Name == NameOf(file)).Packages.Append(Analyzers);

        Assert.All(Items(file, "PackageReference"), package => Assert.Contains(allowed, pattern => Fits(package, pattern)));
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_ExceptTheChainAdapter_NamesNoChainPackage(string file)
    {
        if (NameOf(file) == ChainAdapter)
        {
            return;
        }

        var named = Items(file, "PackageReference").Concat(
            SourceTree.Files($"src/{NameOf(file)}", "*.cs").Where(source => ChainPackages.Any(package => SourceTree.Read(source).Contains(package, StringComparison.Ordinal))));
        Assert.DoesNotContain(named, item => item.EndsWith(".cs", StringComparison.Ordinal) || ChainPackages.Any(package => item.StartsWith(package, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void Project_InsideTheHosts_HasNoWebFramework(string file)
    {
        if (RingOf(NameOf(file)) < 3)
        {
            Assert.Equal("Microsoft.NET.Sdk", (string?)Document(file).Root?.Attribute("Sdk"));
            Assert.Empty(Items(file, "FrameworkReference"));
        }
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    [MemberData(nameof(TestProjects))]
    public void Project_Any_IsInTheSolution(string file) =>
        Assert.Contains($"\"{file.Replace('/', '\\')}\"", SourceTree.Read("Ledger.sln"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(SourceProjects))]
    [MemberData(nameof(TestProjects))]
    public void Project_Any_LeavesVersionsToTheCentralList(string file) =>
        Assert.All(Document(file).Descendants("PackageReference"), package =>
        {
            Assert.Null(package.Attribute("Version"));
            Assert.Null(package.Attribute("VersionOverride"));
        });

    [Fact]
    public void Verifier_Alone_IsReadyForAheadOfTimeCompilationAndSafe()
    {
        var project = Document("src/Ledger.Verify/Ledger.Verify.csproj");

        Assert.Equal("true", project.Descendants("IsAotCompatible").Single().Value);
        Assert.Empty(project.Descendants("AllowUnsafeBlocks"));
    }

    [Theory]
    [InlineData("Microsoft.Extensions.Http", "Microsoft.Extensions.*", true)]
    [InlineData("Microsoft.ExtensionsX", "Microsoft.Extensions.*", false)]
    [InlineData("LiteDB", "LiteDB", true)]
    [InlineData("LiteDB.Studio", "LiteDB", false)]
    [InlineData("Anything", "*", true)]
    public void Fits_Package_MatchesOnlyItsPattern(string package, string pattern, bool expected) => Assert.Equal(expected, Fits(package, pattern));

    private static bool Fits(string package, string pattern) => pattern.EndsWith('*')
        ? package.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : package == pattern;

    private static int RingOf(string name) => Assert.Single(Projects, project => project.Name == name).Ring;

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    private static IEnumerable<string> References(string file) =>
        Items(file, "ProjectReference").Select(path => NameOf(path.Replace('\\', '/')));

    private static IEnumerable<string> Items(string file, string kind) =>
        Document(file).Descendants(kind).Select(item => (string?)item.Attribute("Include") ?? "");

    private static XDocument Document(string file) => XDocument.Parse(SourceTree.Read(file));
}
