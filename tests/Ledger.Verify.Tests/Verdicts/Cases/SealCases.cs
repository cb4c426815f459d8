using Ledger.Verify.Chain;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about disclosures and the seal.</summary>
internal static class SealCases
{
    private const string NotRegistered = "seal failed LDG1007";
    private const string Wrong = "seal failed LDG1008";
    private const string NotThen = "seal failed LDG1009";
    private const string Compromised = "seal failed LDG1036";

    private static readonly Recipe Good = new();
    private static readonly string[] Undisclosed = ["disclosures failed LDG1006", "validity not-run LDG1003"];

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["sealed with the other key, Ed25519"] = Case.Valid(() => (Good with { Sealer = TestDepartment.Education.OtherSealKey }).Make()),
        ["sealed with an unregistered key"] = Case.NotGenuine(() => SealedBy(Es256Signer.Generate()), NotRegistered),
        ["sealed with another department's key"] = Case.NotGenuine(() => SealedBy(TestDepartment.Health.SealKey), NotRegistered),
        ["sealed by another key under the same kid"] = Case.NotGenuine(
            () => SealedBy(new ImpostorSigner(Es256Signer.Generate(), TestDepartment.Education.SealKey.Thumbprint)), Wrong),
        ["sealed by a key of another kind under the same kid"] = Case.NotGenuine(
            () => SealedBy(new ImpostorSigner(Ed25519Signer.Generate(), TestDepartment.Education.SealKey.Thumbprint)), Wrong),
        ["signature of zeros"] = Case.NotGenuine(() => Signed(new byte[64]), Wrong),
        ["signature of ones"] = Case.NotGenuine(() => Signed([.. Enumerable.Repeat((byte)0xFF, 64)]), Wrong),
        ["signature of 63 bytes"] = Case.NotGenuine(() => Signed(new byte[63]), Wrong),
        ["signature of 65 bytes"] = Case.NotGenuine(() => Signed(new byte[65]), Wrong),
        ["empty signature"] = Case.NotGenuine(() => Signed([]), Wrong),

        ["registered key does not match its thumbprint"] = Case.NotGenuine(
            () => WithKey(key => key with { PublicKey = [.. TestDepartment.Health.SealKey.PublicKey.PublicKey.Span] }), NotRegistered),
        ["chain answers with another key"] = Case.NotGenuine(
            () => Good.Make().WithAnswers(facts => facts with { RecordKey = Answer<RecordKeyFacts?>.Known(OtherKey) }), NotRegistered),
        ["chain answers with the key under another thumbprint"] = Case.NotGenuine(
            () => Good.Make().WithAnswers(facts => facts with
            {
                RecordKey = Answer<RecordKeyFacts?>.Known(facts.RecordKey.Value! with { Thumbprint = OtherKey.Thumbprint }), // The test chain has it.
            }),
            NotRegistered),
        ["registered key is no point of the curve"] = Case.NotGenuine(
            () => WithKey(key => key with { PublicKey = [.. Enumerable.Repeat((byte)1, 64)] }), NotRegistered),
        ["registered key is empty"] = Case.NotGenuine(() => WithKey(key => key with { PublicKey = [] }), NotRegistered),
        ["registered under the other algorithm"] = Case.NotGenuine(() => WithKey(key => key with { Algorithm = 2 }), NotRegistered),
        ["registered under SM2"] = Case.NotGenuine(() => WithKey(key => key with { Algorithm = 3 }), NotRegistered),
        ["registered under no known algorithm"] = Case.NotGenuine(() => WithKey(key => key with { Algorithm = 255 }), NotRegistered),

        ["seal key valid from that second"] = Case.Valid(() => WithKeyFrom(Times.Seen)),
        ["seal key valid from the next second"] = Case.NotGenuine(() => WithKeyFrom(Times.Seen + Times.Second), NotThen),
        ["seal key expired the second after"] = Case.Valid(() => WithKeyUntil(Times.Seen + Times.Second)),
        ["seal key expired that second"] = Case.NotGenuine(() => WithKeyUntil(Times.Seen), NotThen),
        ["seal key closed in that block, after the anchor"] = Case.Valid(
            () => WithKeyUntil(Times.Seen).WithLaterInBlock([Change(ValidityChangeKind.RecordKeyClosed)])),
        ["seal key closed in that block, after the anchor, with effect from later"] = Case.Valid(
            () => WithKeyUntil(Times.SeenAgain).WithLaterInBlock([Change(ValidityChangeKind.RecordKeyClosed)])),
        ["seal key closed the second before, and again in that block, after the anchor"] = Case.NotGenuine(
            () => WithKeyUntil(Times.Seen - Times.Second).WithLaterInBlock([Change(ValidityChangeKind.RecordKeyClosed)]), NotThen),
        ["seal key registered in that block, after the anchor"] = Case.NotGenuine(
            () => WithKeyFrom(Times.Seen).WithLaterInBlock([Change(ValidityChangeKind.RecordKeyOpened)]), NotThen),
        ["seal key closed in that block, not known whether before the anchor"] = Case.CouldNotBeChecked(
            () => WithKeyUntil(Times.Seen).WithLaterInBlock(null), "seal not-run LDG1045"),
        ["seal key closed before"] = Case.NotGenuine(() => WithKeyUntil(Times.Issued - Times.Second), NotThen),
        ["seal key closed long after"] = Case.Valid(() => WithKeyUntil(Times.SeenAgain)),
        ["seal key compromised before"] = Case.NotGenuine(() => WithKeyCompromised(Times.Issued - Times.Second), Compromised),
        ["seal key compromised since that second"] = Case.NotGenuine(() => WithKeyCompromised(Times.Seen), Compromised),
        ["seal key compromised since the next second"] = Case.Valid(() => WithKeyCompromised(Times.Seen + Times.Second)),
        ["seal key compromised long after"] = Case.Valid(() => WithKeyCompromised(Times.SeenAgain)),
        ["seal key compromised and closed before"] = Case.NotGenuine(
            () => WithKey(key => key with { Validity = new Validity(Times.Admitted, Times.Issued), CompromisedSince = Times.Issued }), NotThen),
        ["another seal key is compromised"] = Case.Valid(() => (Good with { Sealer = TestDepartment.Education.OtherSealKey }).Make().WithSealKeys(
            key => key.Thumbprint == TestDepartment.Education.SealKey.Thumbprint ? key with { CompromisedSince = Times.Admitted } : key)),

        ["names another department as issuer"] = Case.NotGenuine(() => IssuedAs(TestDepartment.Health.Issuer), "seal failed LDG1010"),
        ["names the issuer with a slash more"] = Case.NotGenuine(() => IssuedAs(TestDepartment.Education.Issuer + "/"), "seal failed LDG1010"),
        ["names the issuer without encryption"] = Case.NotGenuine(() => IssuedAs("http://ledger.localhost/education"), "seal failed LDG1010"),

        ["disclosure of another record"] = Case.NotGenuine(() => WithDisclosures(own => [.. own, Good.Make().Bundle.Record.Split('~')[1]]), Undisclosed),
        ["disclosure twice"] = Case.NotGenuine(() => WithDisclosures(own => [.. own, own[0]]), Undisclosed),
        ["disclosure nobody signed for"] = Case.NotGenuine(
            () => WithDisclosures(own => [.. own, Seals.TestSeals.Encode("""["salt","grade",9]""")]), Undisclosed),
        ["disclosure that is none"] = Case.NotGenuine(() => WithDisclosures(own => [.. own, "AAAA"]), Undisclosed),
    };

    private static ValidityChange Change(ValidityChangeKind kind) => new(kind, TestDepartment.Education.SealKey.Thumbprint);

    private static RecordKeyFacts OtherKey => TestChain.Create().RegistrationOf(TestDepartment.Health).RecordKeys[0];

    private static Scenario SealedBy(ISealSigner signer) => (Good with { Sealer = signer }).Make();

    private static Scenario Signed(byte[] signature) => SealedBy(new FixedSigner(signature));

    private static Scenario WithKey(Func<RecordKeyFacts, RecordKeyFacts> change) => Good.Make().WithSealKeys(change);

    private static Scenario WithKeyFrom(DateTimeOffset from) => WithKey(key => key with { Validity = new Validity(from, null) });

    private static Scenario WithKeyUntil(DateTimeOffset until) => WithKey(key => key with { Validity = new Validity(Times.Admitted, until) });

    private static Scenario WithKeyCompromised(DateTimeOffset since) => WithKey(key => key with { CompromisedSince = since });

    private static Scenario IssuedAs(string issuer) => (Good with { Clear = Good.Clear with { Issuer = issuer } }).Make();

    private static Scenario WithDisclosures(Func<string[], string[]> change)
    {
        var made = Good.Make();
        var parts = made.Bundle.Record.Split('~');
        return made.WithRecord(string.Join('~', [parts[0], .. change(parts[1..^1]), ""]));
    }

    /// <summary>Returns the same bytes for every message.</summary>
    private sealed class FixedSigner(byte[] signature) : ISealSigner
    {
        public SealAlgorithm Algorithm => SealAlgorithm.Es256;

        public Digest Thumbprint => TestDepartment.Education.SealKey.Thumbprint;

        public byte[] Sign(ReadOnlySpan<byte> message) => signature;
    }
}
