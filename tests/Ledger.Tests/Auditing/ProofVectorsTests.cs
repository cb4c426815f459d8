using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Inputs;
using Ledger.Store.Contract;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Auditing;

/// <summary>Vectors in a folder: the result for each, and which files are not vectors.</summary>
public sealed class ProofVectorsTests : IDisposable
{
    private static readonly Digest First = TreeHash.Leaf([1]);
    private static readonly Digest Second = TreeHash.Leaf([2]);
    private static readonly Digest Root = TreeHash.Node(First, Second);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_VectorsOfBothKinds_SaysWhatIsAcceptedAndWhatShouldBe()
    {
        Write("inclusion.json", Inclusion());
        Write("inclusion-wrong.json", Inclusion(vector => vector["leafIndex"] = 0));
        Write("inclusion-refused.json", Inclusion(vector => (vector["leafIndex"], vector["expect"]) = (0, "refused")));
        Write("consistency.json", Consistency());
        Write("consistency-wrong.json", Consistency(vector => vector["newRoot"] = First.ToHex()));

        var vectors = await CheckAsync();

        Assert.Equal(
            [
                new ProofVector("consistency-wrong.json", false, true),
                new ProofVector("consistency.json", true, true),
                new ProofVector("inclusion-refused.json", false, false),
                new ProofVector("inclusion-wrong.json", false, true),
                new ProofVector("inclusion.json", true, true),
            ],
            vectors);
    }

    [Fact]
    public async Task Check_FileWithAByteOrderMarkAndOtherFiles_ReadsTheVectorOnly()
    {
        await File.WriteAllTextAsync(_folder["a.json"], Inclusion().ToJsonString(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Cancel);
        await File.WriteAllTextAsync(_folder["README.md"], "no vector", Cancel);

        Assert.Equal([new ProofVector("a.json", true, true)], await CheckAsync());
    }

    [Theory]
    [InlineData("kind", "\"exclusion\"")]
    [InlineData("kind", "1")]
    [InlineData("expect", "\"perhaps\"")]
    [InlineData("expect", "true")]
    [InlineData("expect", null)]
    [InlineData("proof", "{}")]
    [InlineData("proof", "[1]")]
    [InlineData("proof", "[\"0x00\"]")]
    [InlineData("proof", null)]
    [InlineData("leaf", "\"\"")]
    [InlineData("leaf", null)]
    [InlineData("root", "1")]
    [InlineData("leafIndex", "\"1\"")]
    [InlineData("leafIndex", "1.5")]
    [InlineData("leafIndex", "9223372036854775808")]
    [InlineData("treeSize", null)]
    public async Task Check_MemberMissingOrInAnotherForm_IsMalformedAndNamesTheFile(string member, string? value)
    {
        Write("good.json", Inclusion());
        Write("wrong.json", Inclusion(vector =>
        {
            vector.Remove(member);
            if (value is not null)
            {
                vector[member] = JsonNode.Parse(value);
            }
        }));

        var problem = await FaultAssert.ThrowsAsync(RunFaults.FileMalformed, CheckAsync);

        Assert.Contains("wrong.json", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"kind\":\"inclusion\",\"kind\":\"inclusion\"}")]
    public async Task Check_FileThatIsNoVector_IsMalformedAndNamesTheFile(string text)
    {
        await File.WriteAllTextAsync(_folder["wrong.json"], text, Cancel);

        var problem = await FaultAssert.ThrowsAsync(RunFaults.FileMalformed, CheckAsync);

        Assert.Contains("wrong.json", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FolderWithoutVectors_IsUnreadable()
    {
        await File.WriteAllTextAsync(_folder["README.md"], "no vector", Cancel);

        await FaultAssert.ThrowsAsync(RunFaults.FileUnreadable, CheckAsync);
    }

    [Fact]
    public async Task Check_NoFolder_IsUnreadable() => await FaultAssert.ThrowsAsync(
        RunFaults.FileUnreadable, () => new ProofVectors(new InputFiles(() => Stream.Null)).CheckAsync(_folder["none"], Cancel));

    private static JsonObject Inclusion(Action<JsonObject>? change = null) => Changed(
        new JsonObject
        {
            ["kind"] = "inclusion",
            ["leafIndex"] = 1,
            ["treeSize"] = 2,
            ["leaf"] = Second.ToHex(),
            ["proof"] = new JsonArray(First.ToHex()),
            ["root"] = Root.ToHex(),
            ["expect"] = "accepted",
        },
        change);

    private static JsonObject Consistency(Action<JsonObject>? change = null) => Changed(
        new JsonObject
        {
            ["kind"] = "consistency",
            ["oldSize"] = 1,
            ["oldRoot"] = First.ToHex(),
            ["newSize"] = 2,
            ["newRoot"] = Root.ToHex(),
            ["proof"] = new JsonArray(Second.ToHex()),
            ["expect"] = "accepted",
        },
        change);

    private static JsonObject Changed(JsonObject vector, Action<JsonObject>? change)
    {
        change?.Invoke(vector);
        return vector;
    }

    private void Write(string name, JsonObject vector) => File.WriteAllBytes(_folder[name], JsonSerializer.SerializeToUtf8Bytes(vector));

    private Task<IReadOnlyList<ProofVector>> CheckAsync() => new ProofVectors(new InputFiles(() => Stream.Null)).CheckAsync(_folder.Root, Cancel);
}
