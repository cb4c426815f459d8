using System.Text.Json;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Reads test vectors for proofs, so that this program, the contracts and any other implementation can be compared. Their form:
/// <c>tests/vectors/README.md</c>. Stateless.
/// </summary>
/// <param name="files">Reads the vectors.</param>
public sealed class ProofVectors(InputFiles files)
{
    private const int MaxVector = 1024 * 1024;

    /// <summary>Checks every vector in a folder.</summary>
    /// <exception cref="FaultException">The folder or a vector cannot be read.</exception>
    public async Task<IReadOnlyList<ProofVector>> CheckAsync(string folder, CancellationToken cancellationToken)
    {
        var vectors = new List<ProofVector>();
        foreach (var file in FilesIn(folder))
        {
            vectors.Add(Read(file, await files.UnmarkedAsync(file, MaxVector, cancellationToken)));
        }

        return vectors;
    }

    private static string[] FilesIn(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*.json") is { Length: > 0 } files
                ? [.. files.Order(StringComparer.Ordinal)]
                : throw new FaultException(RunFaults.FileUnreadable, $"{folder}: no *.json");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, folder, problem);
        }
    }

    private static ProofVector Read(string file, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, JsonFiles.Strict);
            var vector = json.RootElement;
            return new ProofVector(Path.GetFileName(file), IsAccepted(vector), vector.GetProperty("expect").GetString() switch
            {
                "accepted" => true,
                "refused" => false,
                _ => throw new FormatException("expect"),
            });
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FaultException(RunFaults.FileMalformed, file, problem);
        }
    }

    private static bool IsAccepted(JsonElement vector)
    {
        Digest[] proof = [.. vector.GetProperty("proof").EnumerateArray().Select(Hash)];
        return vector.GetProperty("kind").GetString() switch
        {
            "inclusion" => InclusionProof.Verify(
                vector.GetProperty("leafIndex").GetInt64(), vector.GetProperty("treeSize").GetInt64(),
                Hash(vector.GetProperty("leaf")), proof, Hash(vector.GetProperty("root"))),
            "consistency" => ConsistencyProof.Verify(
                vector.GetProperty("oldSize").GetInt64(), Hash(vector.GetProperty("oldRoot")),
                vector.GetProperty("newSize").GetInt64(), Hash(vector.GetProperty("newRoot")), proof),
            _ => throw new FormatException("kind"),
        };
    }

    private static Digest Hash(JsonElement text) => Digest.TryParseHex(text.GetString(), out var hash) ? hash : throw new FormatException("hash");
}
