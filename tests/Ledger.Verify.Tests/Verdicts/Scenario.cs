using System.Collections.Immutable;
using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>A bundle, the chain that judges it, and the question. Immutable. Tests change one property.</summary>
internal sealed record Scenario(RecordBundle Bundle, TestChain Chain)
{
    public required TestDepartment Department { get; init; }

    public required TestLog Log { get; init; }

    public required long Index { get; init; }

    public required VerificationOptions Options { get; init; }

    /// <summary>Changes the answers of the chain before they arrive.</summary>
    public Func<ChainFacts, ChainFacts> Answering { get; init; } = facts => facts;

    /// <summary>The given migration records.</summary>
    public ImmutableArray<MigrationFile> Migrations { get; init; } = [];

    public byte[] Utf8 => Bundle.ToUtf8();

    public string Text => Encoding.UTF8.GetString(Utf8);

    public BundleAnchor Anchor => Bundle.Anchor ?? throw new InvalidOperationException("The bundle has no anchor.");

    public TlogProof Proof => TlogProof.TryParse(Bundle.Proof, out var proof) ? proof : throw new InvalidOperationException("The proof was changed.");

    public Checkpoint Checkpoint =>
        SignedNote.TryParse(Proof.Checkpoint, out var note) && Checkpoint.TryParse(note.Text, out var checkpoint)
            ? checkpoint
            : throw new InvalidOperationException("The checkpoint was changed.");

    /// <summary>Keys for verifying without a chain.</summary>
    public PinnedKeys Pinned => new(Department.LogKey.Key, new JwkSet([Department.SealKey.PublicKey, Department.OtherSealKey.PublicKey]));

    public VerificationReport Verify() => Verify(Utf8);

    /// <summary>Verifies as a verifier does: opens the bundle, asks the chain its questions, judges.</summary>
    public VerificationReport Verify(ReadOnlyMemory<byte> utf8)
    {
        var opened = RecordVerifier.Open(utf8);
        var questions = opened.Questions is { } asked ? asked with { MigratedSizes = [.. Migrations.Select(file => file.Checkpoint.Size)] } : null;
        return RecordVerifier.Verify(opened, Answering(Chain.Ask(questions)), Migrations, Options);
    }

    public VerificationReport VerifyOffline() => VerifyOffline(Utf8, Pinned);

    public VerificationReport VerifyOffline(ReadOnlyMemory<byte> utf8, PinnedKeys keys) =>
        RecordVerifier.VerifyOffline(RecordVerifier.Open(utf8), keys, Options);

    public Scenario WithAnswers(Func<ChainFacts, ChainFacts> change) => this with { Answering = change };

    /// <summary>Changes the registration of the department.</summary>
    public Scenario WithRegistered(Func<Registered, Registered> change) => this with { Chain = Chain.With(change(Chain.RegistrationOf(Department))) };

    public Scenario WithAnchor(Func<BundleAnchor, BundleAnchor> change) => this with { Bundle = Bundle with { Anchor = change(Anchor) } };

    public Scenario WithProof(Func<TlogProof, TlogProof> change) => this with { Bundle = Bundle with { Proof = change(Proof).ToString() } };

    public Scenario WithRecord(string record) => this with { Bundle = Bundle with { Record = record } };

    /// <summary>Asks about a time that is not in the future.</summary>
    public Scenario AskedAt(DateTimeOffset asOf) => this with { Options = Options with { AsOf = asOf, Now = asOf > Options.Now ? asOf : Options.Now } };

    /// <summary>Asks about a time that is ahead of the verifier's clock.</summary>
    public Scenario AskedAhead(TimeSpan ahead) => this with { Options = Options with { AsOf = Options.Now + ahead } };

    /// <summary>A record bound to the key of the holder, presented with a proof of possession, which the verifier requires.</summary>
    public static Scenario HolderBound()
    {
        var recipe = new Recipe();
        var made = (recipe with { Clear = recipe.Clear with { HolderKey = Holder.PublicKey } }).Make();
        return made.PresentedBy(Holder) with { Options = made.Options with { Holder = Expected } };
    }

    public static Es256Signer Holder { get; } = Es256Signer.Generate();

    public static KeyBindingExpectation Expected { get; } = new() { Audience = "https://school.example", Nonce = "n-1", Now = Times.Asked };

    public Scenario PresentedBy(ISealSigner holder) => PresentedBy(holder, Expected.Audience, Expected.Nonce, Times.Asked);

    public Scenario PresentedBy(ISealSigner holder, string audience, string nonce, DateTimeOffset at)
    {
        var presentation = Bundle.Record[..(Bundle.Record.LastIndexOf('~') + 1)];
        return WithRecord(KeyBinding.Create(presentation, holder, audience, nonce, at));
    }
}

/// <summary>Describes the result of a verification for tests.</summary>
internal static class Reading
{
    /// <summary>
    /// Every required check that did not pass, such as <c>seal failed LDG1008</c>, in the order of the report. When the holder binding fails, the
    /// code of the seal's own table is added.
    /// </summary>
    public static string[] NotPassed(this VerificationReport report) =>
        [.. report.Checks.Where(check => check.IsRequired && check.Outcome is not CheckOutcome.Passed).Select(Line)];

    public static string Line(Check check)
    {
        var why = check.Finding == Findings.HolderNotProven ? " " + check.Detail.Split(' ')[0] : "";
        return $"{ReportWriter.NameOf(check.Name)} {ReportWriter.NameOf(check.Outcome)} {check.Finding.Code}{why}";
    }
}
