using System.Text.RegularExpressions;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// The folders of the two inner rings, in the order of the flow. No folder names a later one. A new folder needs a place in the list.
/// </summary>
public sealed class StepOrderTests
{
    /// <summary>The folders that all steps use, then the steps in the order in which a record passes through them.</summary>
    private static readonly string[] Steps =
    [
        "Workers", "Tracing", "Files", "Departments", "Access", "Purposes",
        "Schemas", "Issuing", "People", "Inputs", "Keys", "Sealing", "Subjects", "Log", "Disclosures", "Sharing", "Complaints", "Erasing", "Anchoring", "Statuses", "Mirroring", "Proving", "Migrating", "Consents", "Exchanges", "Auditing", "Importing", "Hosting", "Offline", "Backups", "UseCases",
    ];

    /// <summary>The folders of the verifier, from text encodings to verdicts.</summary>
    private static readonly string[] VerifierParts =
    [
        "Faults", "Text", "Json", "Signatures", "Trees", "Tiles", "Notes", "Proofs", "Entries", "RecordTypes", "Seals", "ForeignSeals", "Chain", "Evidence", "Bundles", "Packed", "Migrations", "Verdicts", "EvidenceFiles",
    ];

    public static TheoryData<string, string> Folders
    {
        get
        {
            var folders = new TheoryData<string, string>();
            foreach (var file in SourceTree.Files("src/Ledger", "*.cs").Concat(SourceTree.Files("src/Ledger.Verify", "*.cs"))
                .Select(file => file.Split('/')).Where(parts => parts.Length > 3).Select(parts => (Project: parts[1], Folder: parts[2])).Distinct())
            {
                folders.Add(file.Project, file.Folder);
            }

            return folders;
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_Any_HasItsPlaceInTheOrder(string project, string folder) => Assert.Contains(folder, OrderOf(project));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_Any_NeverNamesALaterOne(string project, string folder)
    {
        var later = OrderOf(project).SkipWhile(name => name != folder).Skip(1).Select(name => Naming(project, name)).ToList();

        Assert.All(SourceTree.Files($"src/{project}/{folder}", "*.cs"), file =>
        {
            var code = SourceTree.ReadCode(file);
            Assert.DoesNotContain(later, pattern => pattern.IsMatch(code));
        });
    }

    [Theory]
    [InlineData("using Ledger.Proving;", true)]
    [InlineData("using Prover = Ledger.Proving.BundleProver;", true)]
    [InlineData("var prover = new Ledger.Proving.BundleProver();", true)]
    [InlineData("var prover = new Proving.BundleProver();", true)]
    [InlineData("using Ledger.ProvingGround;", false)]
    [InlineData("using Ledger.Verify.Proving;", false)]
    [InlineData("var time = state.Proving.ToString();", false)]
    [InlineData("var word = Proving.Length;", false)]
    public void Naming_Code_MatchesIfItNamesTheStep(string code, bool expected) =>
        Assert.Equal(expected, Naming("Ledger", "Proving").IsMatch(code));

    private static string[] OrderOf(string project) => project == "Ledger" ? Steps : VerifierParts;

    // A folder is named by its full namespace, or inside the project by the folder name with one of its types.
    private static Regex Naming(string project, string folder)
    {
        var types = SourceTree.Files($"src/{project}/{folder}", "*.cs").SelectMany(SourceTree.TypesIn).Distinct().Append("\0");
        return new Regex($@"(?<![\w.]){Regex.Escape(project)}\.{folder}\b|(?<![\w.]){folder}\.(?:{string.Join('|', types.Select(Regex.Escape))})\b");
    }
}
