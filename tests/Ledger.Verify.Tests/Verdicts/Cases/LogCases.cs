using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Proofs;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about commitment, inclusion and checkpoint.</summary>
internal static class LogCases
{
    private const string OtherRecord = "commitment failed LDG1016";
    private const string NotIncluded = "inclusion failed LDG1017";
    private const string Unsigned = "checkpoint failed LDG1018";
    private const string Compromised = "checkpoint failed LDG1037";
    private const string OrderUnknown = "checkpoint not-run LDG1045";

    private static readonly Recipe Good = new();
    private static readonly TestDepartment Education = TestDepartment.Education;

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["salt of another record"] = Case.NotGenuine(() => WithSalt(Good.Make().Bundle.Salt), OtherRecord),
        ["salt of zeros"] = Case.NotGenuine(() => WithSalt([.. new byte[32]]), OtherRecord),
        ["entry names another record"] = Case.NotGenuine(() => (Good with { EntryId = "019ab000-0000-7000-8000-000000000002" }).Make(), OtherRecord),
        ["record has no id"] = Case.NotGenuine(() => (Good with { Clear = Good.Clear with { RecordId = null } }).Make(), OtherRecord),
        ["entry of kind decision"] = Case.Valid(() => (Good with { Kind = EntryKind.Decision }).Make()),
        ["entry of kind consent"] = Case.Valid(() => (Good with { Kind = EntryKind.Consent }).Make()),
        ["entry of kind status"] = Case.NotGenuine(() => (Good with { Kind = EntryKind.Status }).Make(), OtherRecord),
        ["entry of kind disclosure"] = Case.NotGenuine(() => (Good with { Kind = EntryKind.Disclosure }).Make(), OtherRecord),
        ["entry of kind request"] = Case.NotGenuine(() => (Good with { Kind = EntryKind.Request }).Make(), OtherRecord),
        ["entry of kind key"] = Case.NotGenuine(() => (Good with { Kind = EntryKind.Key }).Make(), OtherRecord),

        ["entry with another time than logged"] = Case.NotGenuine(LoggedLater, NotIncluded),
        ["index one less"] = Case.NotGenuine(() => WithProof(proof => proof with { Index = proof.Index - 1 }), NotIncluded),
        ["index one more"] = Case.NotGenuine(() => WithProof(proof => proof with { Index = proof.Index + 1 }), NotIncluded),
        ["index of the tree's size"] = Case.NotGenuine(() => WithProof(proof => proof with { Index = 7 }), NotIncluded),
        ["index beyond every tree"] = Case.NotGenuine(() => WithProof(proof => proof with { Index = long.MaxValue }), NotIncluded),
        ["a hash too few"] = Case.NotGenuine(() => WithHashes(hashes => hashes[..^1]), NotIncluded),
        ["a hash too many"] = Case.NotGenuine(() => WithHashes(hashes => [.. hashes, Digest.Sha256([])]), NotIncluded),
        ["no hash at all"] = Case.NotGenuine(() => WithHashes(_ => []), NotIncluded),
        ["two hashes swapped"] = Case.NotGenuine(() => WithHashes(hashes => [hashes[1], hashes[0], .. hashes[2..]]), NotIncluded),
        ["proof of another tree"] = Case.NotGenuine(() => WithHashes(_ => Recipe.ForDepartment(TestDepartment.Health).Make().Proof.Hashes), NotIncluded),

        ["checkpoint signed by another key of that name"] = Case.NotGenuine(() => SignedBy(TestDepartment.NewLogKey(Education.Origin)), Unsigned),
        ["checkpoint signed by another department"] = Case.NotGenuine(() => SignedBy(TestDepartment.Health.LogKey), Unsigned),
        ["checkpoint signed by another department too"] = Case.NotGenuine(() => SignedBy(Education.LogKey, TestDepartment.Health.LogKey), Unsigned),
        ["checkpoint signed twice"] = Case.NotGenuine(() => SignedBy(Education.LogKey, Education.LogKey), Unsigned),
        ["checkpoint signed under another name"] = Case.NotGenuine(() => WithSignature(line => line with { Name = TestDepartment.Health.Origin }), Unsigned),
        ["checkpoint signed under another key id"] = Case.NotGenuine(() => WithSignature(line => line with { KeyId = line.KeyId ^ 1 }), Unsigned),
        ["checkpoint signature of 63 bytes"] = Case.NotGenuine(() => WithSignature(line => line with { Signature = line.Signature[1..] }), Unsigned),
        ["checkpoint signature of zeros"] = Case.NotGenuine(() => WithSignature(line => line with { Signature = [.. new byte[64]] }), Unsigned),

        ["department without a log key"] = Case.NotGenuine(() => Good.Make().WithRegistered(held => held with { LogKeys = [] }), Unsigned),
        ["log key of 31 bytes"] = Case.NotGenuine(() => WithLogKey(key => key with { PublicKey = key.PublicKey[1..] }), Unsigned),
        ["log key that is no point"] = Case.NotGenuine(() => WithLogKey(key => key with { PublicKey = [.. Enumerable.Repeat((byte)0xFF, 32)] }), Unsigned),
        ["log key of small order"] = Case.NotGenuine(() => WithLogKey(key => key with { PublicKey = [1, .. new byte[31]] }), Unsigned),
        ["log key valid from that second"] = Case.Valid(() => WithLogKeyIn(new Validity(Times.Seen, null))),
        ["log key valid from the next second"] = Case.NotGenuine(() => WithLogKeyIn(new Validity(Times.Seen + Times.Second, null)), Unsigned),
        ["log key expired that second"] = Case.NotGenuine(() => WithLogKeyIn(new Validity(Times.Admitted, Times.Seen)), Unsigned),
        ["log key expired the second after"] = Case.Valid(() => WithLogKeyIn(new Validity(Times.Admitted, Times.Seen + Times.Second))),
        ["log key closed in that block, after the anchor"] = Case.Valid(
            () => WithLogKeyIn(new Validity(Times.Admitted, Times.Seen)).WithLaterInBlock([Change(ValidityChangeKind.LogKeyClosed)])),
        ["another log key closed in that block, after the anchor"] = Case.NotGenuine(
            () => WithLogKeyIn(new Validity(Times.Admitted, Times.Seen))
                .WithLaterInBlock([new ValidityChange(ValidityChangeKind.LogKeyClosed, Digest.Sha256([]))]), Unsigned),
        ["log key opened in that block, after the anchor"] = Case.NotGenuine(
            () => WithLogKeyIn(new Validity(Times.Seen, null)).WithLaterInBlock([Change(ValidityChangeKind.LogKeyOpened)]), Unsigned),
        ["log key opened and closed in that block, around the anchor"] = Case.Valid(
            () => WithLogKeyIn(new Validity(Times.Seen, Times.Seen)).WithLaterInBlock([Change(ValidityChangeKind.LogKeyClosed)])),
        ["log key closed in that block, not known whether before the anchor"] = Case.CouldNotBeChecked(
            () => WithLogKeyIn(new Validity(Times.Admitted, Times.Seen)).WithLaterInBlock(null), OrderUnknown),
        ["log key opened in that block, not known whether before the anchor"] = Case.CouldNotBeChecked(
            () => WithLogKeyIn(new Validity(Times.Seen, null)).WithLaterInBlock(null), OrderUnknown),
        ["log key opened and compromised in that block, not known whether before the anchor"] = Case.NotGenuine(
            () => WithLogKey(key => key with { Validity = new Validity(Times.Seen, null), CompromisedSince = Times.Seen }).WithLaterInBlock(null), Unsigned),
        ["log key closed in an earlier block, order in that block not known"] = Case.NotGenuine(
            () => WithLogKeyIn(new Validity(Times.Admitted, Times.Issued)).WithLaterInBlock(null), Unsigned),
        ["log key open, order in that block not known"] = Case.Valid(() => Good.Make().WithLaterInBlock(null)),
        ["log key closed and compromised in that block, after the anchor"] = Case.NotGenuine(
            () => WithLogKey(key => key with { Validity = new Validity(Times.Admitted, Times.Seen), CompromisedSince = Times.Seen })
                .WithLaterInBlock([Change(ValidityChangeKind.LogKeyClosed)]), Compromised),
        ["log key rotated long ago"] = Case.Valid(RotatedLogKey),
        ["log key compromised before"] = Case.NotGenuine(() => WithLogKeyCompromised(Times.Issued), Compromised),
        ["log key compromised since that second"] = Case.NotGenuine(() => WithLogKeyCompromised(Times.Seen), Compromised),
        ["log key compromised since the next second"] = Case.Valid(() => WithLogKeyCompromised(Times.Seen + Times.Second)),
        ["log key compromised and closed before"] = Case.NotGenuine(
            () => WithLogKey(key => key with { Validity = new Validity(Times.Admitted, Times.Seen), CompromisedSince = Times.Issued }), Unsigned),
        ["another log key of a later time is compromised"] = Case.Valid(() => RotatedLogKey().WithRegistered(held => held with
        {
            LogKeys = [held.LogKeys[0], held.LogKeys[1] with { CompromisedSince = Times.SeenAgain }],
        })),
    };

    private static Scenario WithSalt(ImmutableArray<byte> salt)
    {
        var made = Good.Make();
        return made with { Bundle = made.Bundle with { Salt = salt } };
    }

    private static Scenario LoggedLater()
    {
        var made = Good.Make();
        var at = Times.Logged.ToUnixTimeMilliseconds();
        return made with { Bundle = made.Bundle with { Entry = made.Bundle.Entry.Replace($"\"at\":{at}", $"\"at\":{at + 1}", StringComparison.Ordinal) } };
    }

    private static Scenario WithProof(Func<TlogProof, TlogProof> change) => Good.Make().WithProof(change);

    private static Scenario WithHashes(Func<ImmutableArray<Digest>, ImmutableArray<Digest>> change) =>
        WithProof(proof => proof with { Hashes = change(proof.Hashes) });

    private static Scenario SignedBy(params INoteSigner[] signers) => (Good with { LogSigners = signers }).Make();

    private static Scenario WithSignature(Func<NoteSignature, NoteSignature> change) => WithProof(proof =>
        SignedNote.TryParse(proof.Checkpoint, out var note)
            ? proof with { Checkpoint = (note with { Signatures = [.. note.Signatures.Select(change)] }).ToString() }
            : proof);

    private static Scenario WithLogKey(Func<LogKeyFacts, LogKeyFacts> change) => Good.Make().WithLogKeys(change);

    private static ValidityChange Change(ValidityChangeKind kind) =>
        new(kind, Digest.TryRead(Education.LogKey.Key.PublicKey.AsSpan(), out var key) ? key : throw new InvalidOperationException("The key is not 32 bytes."));

    private static Scenario WithLogKeyIn(Validity validity) => WithLogKey(key => key with { Validity = validity });

    private static Scenario WithLogKeyCompromised(DateTimeOffset since) => WithLogKey(key => key with { CompromisedSince = since });

    private static Scenario RotatedLogKey() => Good.Make().WithRegistered(held => held with
    {
        LogKeys =
        [
            held.LogKeys[0] with { Validity = new Validity(Times.Admitted, Times.SeenAgain) },
            new LogKeyFacts(TestDepartment.NewLogKey(Education.Origin).Key.PublicKey, new Validity(Times.SeenAgain, null)),
        ],
    });
}
