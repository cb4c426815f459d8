using System.Text;
using Ledger.Auditing;
using Ledger.Inputs;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Auditing;

/// <summary>An inclusion proof of any log is right, wrong, or cannot be judged.</summary>
public sealed class CheckProofTests : IDisposable
{
    private const string Origin = "log.example/trees";

    private static readonly Ed25519NoteSigner Log = new(Origin, [.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly Ed25519NoteSigner Stranger = new(Origin, [.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly byte[] Entry = Encoding.UTF8.GetBytes("an entry\n");
    private static readonly Digest Beside = TreeHash.Leaf("another"u8);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ProofOfTheEntry_HasNoProblem()
    {
        var result = await RunAsync(Proof(Origin), Entry);

        Assert.Null(result.Problem);
        Assert.Equal((0, Origin, 2), (result.Proof.Index, result.Checkpoint.Origin, result.Checkpoint.Size));
        Assert.Empty(result.Extensions);
    }

    [Fact]
    public async Task Run_OtherEntry_LeadsElsewhere() =>
        Assert.Equal("The proof does not lead from this entry to the checkpoint.", (await RunAsync(Proof(Origin), [.. Entry, (byte)' '])).Problem?.En);

    [Fact]
    public async Task Run_CheckpointOfAnotherKey_IsNotSigned() =>
        Assert.Equal("The checkpoint is not signed with this key.", (await RunAsync(Proof(Origin, Stranger), Entry)).Problem?.En);

    [Fact]
    public async Task Run_CheckpointOfAnotherOriginThanAsked_BelongsToAnotherLog()
    {
        Assert.Equal("The checkpoint belongs to another log.", (await RunAsync(Proof(Origin), Entry, "log.example/other")).Problem?.En);
        Assert.Null((await RunAsync(Proof("log.example/other"), Entry, "log.example/other")).Problem);
    }

    // The name of the key need not be the origin, so the caller has to say which log is meant.
    [Fact]
    public async Task Run_OriginThatIsNotTheNameOfTheKey_MustBeGiven()
    {
        var problem = await Assert.ThrowsAsync<FaultException>(() => RunAsync(Proof("log.example/other"), Entry));

        Assert.True(OptionProblems.Includes(problem));
        Assert.Contains("log.example/other", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProofWithOtherLineEnds_IsRead() =>
        Assert.Null((await RunAsync(Proof(Origin).Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n\r\n", Entry)).Problem);

    [Fact]
    public async Task Run_CheckpointWithExtensions_ReturnsThem() =>
        Assert.Equal(["extension line"], (await RunAsync(Proof(Origin, Log, "extension line\n"), Entry)).Extensions);

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("{}")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\nnot a checkpoint\n")]
    public async Task Run_FileThatIsNotAProof_CannotBeRead(string text) =>
        Assert.Equal(RunFaults.CannotBeRead, (await Assert.ThrowsAsync<FaultException>(() => RunAsync(text, Entry))).Fault);

    // Only a cut inside the last signature leaves a checkpoint that can be read.
    [Fact]
    public async Task Run_ProofThatIsCutOff_IsNeverRight()
    {
        var proof = Proof(Origin);
        for (var length = 1; length < proof.Length - 1; length++)
        {
            try
            {
                Assert.Equal("The checkpoint is not signed with this key.", (await RunAsync(proof[..length], Entry)).Problem?.En);
                Assert.True(length > proof.LastIndexOf(' '));
            }
            catch (FaultException problem)
            {
                Assert.Equal(RunFaults.CannotBeRead, problem.Fault);
            }
        }
    }

    // An empty file is more likely a mistake of the caller than a wrong entry.
    [Fact]
    public async Task Run_EmptyEntry_CannotBeReadUnlessTheLogHoldsIt()
    {
        Assert.Equal(RunFaults.CannotBeRead, (await Assert.ThrowsAsync<FaultException>(() => RunAsync(Proof(Origin), []))).Fault);
        Assert.Null((await RunAsync(Proof(Origin, Log, entry: []), [])).Problem);
    }

    [Fact]
    public async Task Run_EntryWithAByteOrderMark_CannotBeRead() => Assert.Equal(
        RunFaults.CannotBeRead, (await Assert.ThrowsAsync<FaultException>(() => RunAsync(Proof(Origin), [0xef, 0xbb, 0xbf, .. Entry]))).Fault);

    [Fact]
    public async Task Run_EntryLongerThanIsRead_IsNotSupported() => Assert.Equal(
        RunFaults.NotSupported, (await Assert.ThrowsAsync<FaultException>(() => RunAsync(Proof(Origin), new byte[(16 * 1024 * 1024) + 1]))).Fault);

    [Fact]
    public async Task Run_FileThatIsMissing_IsUnreadable()
    {
        var missing = new CheckProof(new InputFiles(() => Stream.Null)).RunAsync(
            _folder["missing"], Log.Key, null, _folder["missing"], TestContext.Current.CancellationToken);

        Assert.Equal(RunFaults.FileUnreadable, (await Assert.ThrowsAsync<FaultException>(() => missing)).Fault);
    }

    private static string Proof(string origin, INoteSigner? signer = null, string extensions = "", byte[]? entry = null)
    {
        var head = new Checkpoint(origin, 2, TreeHash.Node(TreeHash.Leaf(entry ?? Entry), Beside));
        return new TlogProof(0, [Beside], SignedNote.Sign(head.ToText() + extensions, signer ?? Log).ToString()).ToString();
    }

    private async Task<CheckedProof> RunAsync(string proof, byte[] entry, string? origin = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_folder["proof"], proof, cancel);
        await File.WriteAllBytesAsync(_folder["entry"], entry, cancel);
        return await new CheckProof(new InputFiles(() => Stream.Null)).RunAsync(_folder["proof"], Log.Key, origin, _folder["entry"], cancel);
    }
}
