using System.Text.Json.Nodes;
using Ledger.Verify.Tests.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>The proofs in <c>tests/vectors/tree</c>, one mutation in each file. The contracts are tested with the same files.</summary>
public sealed class SharedVectorTests
{
    private static readonly string Folder = Path.Combine(Vectors.Repository, "tests", "vectors", "tree");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.json")
        .Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Verify_Vector_IsAsExpected(string file)
    {
        var vector = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject(); // a file that contains null fails here

        var accepted = (string?)vector["kind"] switch
        {
            "inclusion" => InclusionProof.Verify(
                Size(vector, "leafIndex"), Size(vector, "treeSize"), Hash(vector["leaf"]), Proof(vector), Hash(vector["root"])),
            "consistency" => ConsistencyProof.Verify(
                Size(vector, "oldSize"), Hash(vector["oldRoot"]), Size(vector, "newSize"), Hash(vector["newRoot"]), Proof(vector)),
            var kind => throw new InvalidOperationException($"{file} is of no known kind: {kind}."),
        };

        Assert.Equal((string?)vector["expect"], accepted ? "accepted" : "refused");
    }

    private static long Size(JsonObject vector, string name) => (long)(vector[name] ?? throw new InvalidOperationException($"No {name}."));

    private static IReadOnlyList<Digest> Proof(JsonObject vector) =>
        [.. (vector["proof"] ?? throw new InvalidOperationException("No proof.")).AsArray().Select(Hash)];

    private static Digest Hash(JsonNode? hex) =>
        NaiveTree.ToDigest(Convert.FromHexString(((string?)hex ?? throw new InvalidOperationException("No hash."))[2..]));
}
