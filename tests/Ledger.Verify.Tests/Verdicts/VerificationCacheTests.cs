using Ledger.Verify.Notes;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The cache saves work and never changes a verdict.</summary>
public sealed class VerificationCacheTests
{
    [Fact]
    public void IsSignedOnlyBy_TextAndNamesOfThreeBytesACharacter_HasRoom()
    {
        var signer = new Ed25519NoteSigner(new string('局', 200), new byte[32]);
        var note = SignedNote.Sign(new string('王', 1000) + "\n", signer);

        Assert.True(new VerificationCache().IsSignedOnlyBy(note, signer.Key.Name, signer.Key.PublicKey));
    }

    [Fact]
    public void IsSignedOnlyBy_AnotherNameAfterTheTrueOne_IsFalse()
    {
        var signer = new Ed25519NoteSigner("a.example", new byte[32]);
        var (note, cache) = (SignedNote.Sign("text\n", signer), new VerificationCache());

        Assert.True(cache.IsSignedOnlyBy(note, "a.example", signer.Key.PublicKey));
        Assert.False(cache.IsSignedOnlyBy(note, "b.example", signer.Key.PublicKey));
    }

    [Fact]
    public void Verify_EveryCaseTwiceWithOneCache_SaysWhatItSaysWithoutOne()
    {
        var cache = new VerificationCache();
        var cases = OneWrongThingTests.All.Select(one => (Name: one.Key, one.Value.Verdict, one.Value.NotPassed, Made: one.Value.Make())).ToList();

        var wrong = cases.Concat(Enumerable.Reverse(cases)).AsParallel()
            .Select(one => (one.Name, one.Verdict, one.NotPassed, Report: With(one.Made, cache).Verify()))
            .Where(one => one.Report.Verdict != one.Verdict || !one.Report.NotPassed().SequenceEqual(one.NotPassed))
            .Select(one => $"{one.Name}: {one.Report.Verdict}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Verify_OtherKeyAfterTheTrueOne_IsNotGenuine()
    {
        var cache = new VerificationCache();
        var made = new Recipe().Make();
        var otherLogKey = made.Pinned with { LogKey = TestDepartment.NewLogKey(made.Department.Origin).Key };

        Assert.Equal(Verdict.Valid, With(made, cache).Verify().Verdict);
        Assert.Equal(Verdict.NotGenuine, With(made, cache).VerifyOffline(made.Utf8, otherLogKey).Verdict);
        Assert.Equal(Verdict.Valid, With(made, cache).Verify().Verdict);
    }

    [Fact]
    public void Verify_OtherSignatureLineAfterTheTrueOne_IsNotGenuine()
    {
        var made = With(new Recipe().Make(), new VerificationCache());
        Func<NoteSignature, NoteSignature>[] changes =
        [
            line => line with { Name = TestDepartment.Health.Origin },
            line => line with { KeyId = line.KeyId ^ 1 },
            line => line with { Signature = [.. line.Signature.Reverse()] },
        ];

        Assert.Equal(Verdict.Valid, made.Verify().Verdict);
        Assert.All(changes, change => Assert.Equal(["checkpoint failed LDG1018"], Signed(made, change).Verify().NotPassed()));
    }

    [Fact]
    public void Verify_MoreCheckpointsThanACacheHolds_GivesTheSameVerdicts()
    {
        var cache = new VerificationCache();
        var made = With(new Recipe().Make(), cache);

        var wrong = Enumerable.Range(8, 4_200).AsParallel().Where(size => Sized(made, size).Verify().Verdict is not Verdict.NotGenuine);

        Assert.Empty(wrong);
        Assert.Equal(Verdict.Valid, made.Verify().Verdict);
    }

    private static Scenario Sized(Scenario made, int size) => made.WithProof(proof => proof with
    {
        Checkpoint = proof.Checkpoint.Replace("/log\n7\n", $"/log\n{size}\n", StringComparison.Ordinal),
    });

    private static Scenario Signed(Scenario made, Func<NoteSignature, NoteSignature> change) => made.WithProof(proof =>
        SignedNote.TryParse(proof.Checkpoint, out var note)
            ? proof with { Checkpoint = (note with { Signatures = [change(note.Signatures[0])] }).ToString() }
            : proof);

    private static Scenario With(Scenario scenario, VerificationCache cache) => scenario with { Options = scenario.Options with { Cache = cache } };
}
