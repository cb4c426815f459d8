using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using static Ledger.Cli.Tests.Refusals;

namespace Ledger.Cli.Tests.Proofs;

public sealed class ProofCheckTests(IssuedDepartment department) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Vkey => department.LogKey.ToString();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_ValidProof_ShowsThePlaceInTheLog()
    {
        var run = await LedgerRun.RunAsync("proof", "check", department.ProofFile, "--vkey", Vkey, "--entry", department.EntryFile, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("passed", (string?)run.Json["result"]);
        Assert.Equal(7, (long?)run.Json["index"]);
        Assert.Equal(IssuedDepartment.Size, (long?)run.Json["size"]);
        Assert.Equal("ledger.localhost/employment/log", (string?)run.Json["origin"]);
    }

    [Fact]
    public async Task Check_ValidProofAsText_IsReportedInBothLanguages()
    {
        var run = await LedgerRun.RunAsync("proof", "check", department.ProofFile, "--vkey", Vkey, "--entry", department.EntryFile);

        Assert.StartsWith("✓ Entry 7 of ledger.localhost/employment/log", run.Output, StringComparison.Ordinal);
        Assert.Contains("条目在日志中", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ProofOfAnyOtherLog_Passes()
    {
        var signer = new Ed25519NoteSigner("example.com/other", new byte[32]);
        var leaf = Verify.Trees.TreeHash.Leaf("only entry"u8);
        var note = SignedNote.Sign(new Checkpoint("example.com/other", 1, leaf).ToText(), signer);
        var proof = _folder.Write("p", new TlogProof(0, [], note.ToString()).ToString());

        var run = await LedgerRun.RunAsync("proof", "check", proof, "--vkey", signer.Key.ToString(), "--entry", _folder.Write("e", "only entry"));

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Check_EveryByteOfTheEntryChanged_Fails()
    {
        var entry = await File.ReadAllBytesAsync(department.EntryFile, TestContext.Current.CancellationToken);
        for (var i = 0; i < entry.Length; i++)
        {
            entry[i] ^= 1;
            await AssertFailsAsync(department.ProofFile, Vkey, _folder.Write("entry", entry), "does not lead");
            entry[i] ^= 1;
        }
    }

    [Fact]
    public async Task Check_EntryWithALineFeed_Fails()
    {
        var entry = await File.ReadAllTextAsync(department.EntryFile, TestContext.Current.CancellationToken);

        await AssertFailsAsync(department.ProofFile, Vkey, _folder.Write("entry", entry + "\n"), "does not lead");
    }

    [Fact]
    public async Task Check_OtherIndex_Fails()
    {
        var proof = await File.ReadAllTextAsync(department.ProofFile, TestContext.Current.CancellationToken);

        await AssertFailsAsync(_folder.Write("p", proof.Replace("index 7\n", "index 6\n", StringComparison.Ordinal)), Vkey, department.EntryFile, "does not lead");
    }

    [Fact]
    public async Task Check_KeyOfAnotherName_Fails() => await AssertFailsAsync(
        department.ProofFile, VerifierKey.Ed25519("ledger.localhost/health/log", department.LogKey.PublicKey.AsSpan()).ToString(), department.EntryFile, "not signed");

    [Fact]
    public async Task Check_OtherKeyOfTheSameName_Fails() => await AssertFailsAsync(
        department.ProofFile, new Ed25519NoteSigner(department.LogKey.Name, new byte[32]).Key.ToString(), department.EntryFile, "not signed");

    [Fact]
    public async Task Check_Garbage_CannotBeRead() => AssertCouldNotRun(
        await LedgerRun.RunAsync("proof", "check", department.EntryFile, "--vkey", Vkey, "--entry", department.EntryFile), "LDG8513", department.EntryFile);

    [Theory]
    [InlineData("LDG8501", "no-such-proof", null)]
    [InlineData("LDG8501", null, "no-such-entry")]
    public async Task Check_MissingFile_CouldNotRun(string code, string? proof, string? entry)
    {
        var run = await LedgerRun.RunAsync("proof", "check", proof ?? department.ProofFile, "--vkey", Vkey, "--entry", entry ?? department.EntryFile);

        AssertCouldNotRun(run, code, proof ?? entry ?? "");
    }

    [Fact]
    public async Task Check_MalformedKey_CouldNotRun()
    {
        var run = await LedgerRun.RunAsync("proof", "check", department.ProofFile, "--vkey", "no key", "--entry", department.EntryFile);

        AssertCouldNotRun(run, "LDG8503", "--vkey");
    }

    private static async Task AssertFailsAsync(string proof, string vkey, string entry, string because)
    {
        var run = await LedgerRun.RunAsync("proof", "check", proof, "--vkey", vkey, "--entry", entry, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("failed", (string?)run.Json["result"]);
        Assert.Contains(because, (string?)run.Json["problem"], StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }
}
