using System.Collections.Immutable;
using System.Reflection;
using Ledger.Verify.RecordTypes;

namespace Ledger.Issuing;

/// <summary>
/// The type files that ship with this assembly, for code that reads records but does not issue them. Stateless; safe for use from any thread.
/// </summary>
public static class RecordTypeFiles
{
    private const string Folder = "RecordTypes/";

    /// <summary>The bytes of the file with a hash. Empty if there is none.</summary>
    /// <param name="integrity">The hash in the form of <c>vct#integrity</c>.</param>
    public static ImmutableArray<byte> Find(string integrity)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is missing.");
            var octets = new byte[stream.Length];
            stream.ReadExactly(octets);
            if (TypeMetadata.IntegrityOf(octets) == integrity)
            {
                return [.. octets];
            }
        }

        return [];
    }
}
