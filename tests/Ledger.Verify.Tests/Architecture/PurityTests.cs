using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// The verifier does no I/O, has no clock and never waits. So anybody can run it anywhere, and the same bundle always gets the same verdict. The
/// test reads the compiled assembly, because an assembly can use only what it names.
/// </summary>
public sealed class PurityTests
{
    /// <summary>The prefixes of type names and member names that the verifier must not use.</summary>
    private static readonly string[] Impure =
    [
        "System.IO.", "System.Net.", "System.Threading.Tasks.", "System.Threading.Timer", "System.Threading.Thread", "System.Threading.Monitor",
        "System.Runtime.CompilerServices.Async", "System.Console", "System.Environment.", "System.Random", "System.TimeProvider",
        "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Reflection.Emit", "System.Activator",
        "System.Runtime.InteropServices.DllImport",
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    // The compiler writes it into every iterator, to detect a second enumeration on the same thread.
    private const string ByTheCompiler = "System.Environment.get_CurrentManagedThreadId";

    [Fact]
    public void Verifier_Assembly_NamesNothingImpure() =>
        Assert.DoesNotContain(NamesIn(typeof(RecordVerifier).Assembly.Location), IsImpure);

    [Fact]
    public void Verifier_Assembly_ReferencesTheFrameworkAndOneLibraryOnly()
    {
        var references = typeof(RecordVerifier).Assembly.GetReferencedAssemblies().Select(reference => reference.Name ?? "")
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Equal(["BouncyCastle.Cryptography"], references);
    }

    [Theory]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.File.ReadAllText")]
    [InlineData("System.Random")]
    public void NamesIn_ThisAssembly_FindsWhatItUses(string name)
    {
        // The scan must find something: this assembly reads files and makes random damage.
        var names = NamesIn(typeof(PurityTests).Assembly.Location).ToList();

        Assert.Contains(name, names);
        Assert.True(IsImpure(name));
    }

    private static bool IsImpure(string name) =>
        name != ByTheCompiler && Impure.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));

    private static IEnumerable<string> NamesIn(string assembly)
    {
        using var file = File.OpenRead(assembly);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var names = new List<string>();
        foreach (var handle in metadata.TypeReferences)
        {
            names.Add(NameOf(metadata, handle));
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind is HandleKind.TypeReference)
            {
                names.Add($"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
            }
        }

        return names;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
