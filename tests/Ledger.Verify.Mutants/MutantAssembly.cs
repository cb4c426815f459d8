using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Verify.Mutants;

/// <summary>
/// Compiles <c>src/Ledger.Verify</c> with all its mutants. Those that do not compile are dropped, step by step: first by the place of the error,
/// then, if the error is elsewhere in the member, by kind.
/// </summary>
internal sealed class MutantAssembly
{
    private static readonly string[] Unassigned = ["CS0165", "CS0177", "CS0170"];

    private readonly CSharpCompilation _unchanged;
    private readonly IReadOnlyList<(string Name, SyntaxTree Tree)> _changed;
    private readonly SortedSet<int> _dropped = [];

    public MutantAssembly(string repository, IReadOnlyCollection<string> folders)
    {
        var project = Path.Combine(repository, "src", "Ledger.Verify");
        var files = Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetRelativePath(project, path).Replace('\\', '/'), Tree: Parse(path))).ToList();
        var generated = Directory.GetFiles(Path.Combine(repository, "artifacts", "obj", "Ledger.Verify", "release"), "*.cs").Select(Parse);
        _changed = [.. folders.SelectMany(folder => files.Where(file => file.Name.StartsWith($"{folder}/", StringComparison.Ordinal)))];
        _unchanged = CSharpCompilation.Create(
            "Ledger.Verify",
            [.. files.Select(file => file.Tree), .. generated, CSharpSyntaxTree.ParseText(Switch())],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !Path.GetFileName(path).StartsWith("Ledger.", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: true,
                nullableContextOptions: NullableContextOptions.Enable));
        Mutants = new MutantList(_dropped);
    }

    public MutantList Mutants { get; private set; }

    public IReadOnlySet<int> Dropped => _dropped;

    public void Write(string path)
    {
        while (true)
        {
            Mutants = new MutantList(_dropped);
            var compilation = _unchanged;
            foreach (var (name, tree) in _changed)
            {
                var root = new MutantWriter(name, _unchanged.GetSemanticModel(tree), Mutants).Visit(tree.GetRoot())!;
                compilation = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, tree.Options));
            }

            using var output = File.Create(path);
            var result = compilation.Emit(output);
            if (result.Success)
            {
                return;
            }

            var before = _dropped.Count;
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error).ToList();
            Drop(errors);
            if (_dropped.Count == before)
            {
                throw new InvalidOperationException($"The code does not compile, with or without mutants: {errors[0]}");
            }
        }
    }

    private static string Switch()
    {
        using var reader = new StreamReader(typeof(MutantAssembly).Assembly.GetManifestResourceStream("MutantSwitch.cs")!);
        return $"#nullable enable\n{reader.ReadToEnd()}";
    }

    private static SyntaxTree Parse(string path) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest), path);

    private void Drop(IEnumerable<Diagnostic> errors)
    {
        foreach (var error in errors)
        {
            var node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
            var marked = node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor.HasAnnotations(Built.Annotation));
            var member = node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().First();
            Drop(marked is not null && !Unassigned.Contains(error.Id) ? [marked] : CauseInMember(member, error));
        }
    }

    // An error about a variable without a value is where the variable is read. Its cause is an assignment that was left out.
    private IEnumerable<SyntaxNode> CauseInMember(MemberDeclarationSyntax member, Diagnostic error)
    {
        var byKind = member.DescendantNodes().Where(node => node.HasAnnotations(Built.Annotation))
            .GroupBy(node => Mutants.All[NumbersOf(node)[0]].Kind).OrderBy(group => group.Key).ToList();
        var name = error.GetMessage(CultureInfo.InvariantCulture).Split('\'').ElementAtOrDefault(1);
        var assignments = byKind.Where(group => group.Key is MutantKind.Statement).SelectMany(group => group)
            .Where(node => node.DescendantTokens().Any(token => token.ValueText == name)).ToList();
        return Unassigned.Contains(error.Id) && assignments.Count > 0 ? assignments : byKind.FirstOrDefault() ?? Enumerable.Empty<SyntaxNode>();
    }

    private void Drop(IEnumerable<SyntaxNode> marked) => _dropped.UnionWith(marked.SelectMany(NumbersOf));

    private static int[] NumbersOf(SyntaxNode node) =>
        [.. node.GetAnnotations(Built.Annotation).Select(annotation => int.Parse(annotation.Data!, CultureInfo.InvariantCulture))];
}
