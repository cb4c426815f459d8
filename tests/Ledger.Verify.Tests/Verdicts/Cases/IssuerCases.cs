using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about the issuer: whether it was an active department, authorised for the type when the chain first saw the record.</summary>
internal static class IssuerCases
{
    private const string Suspended = "issuer-authorised failed LDG1012";
    private const string OtherType = "issuer-authorised failed LDG1014";
    private const string NotAuthorised = "issuer-authorised failed LDG1015";

    private static readonly Recipe Good = new();

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["department never admitted"] = Case.NotGenuine(
            () => Good.Make().WithAnswers(facts => facts with { Department = Answer<DepartmentFacts?>.Known(null) }),
            "issuer-authorised failed LDG1011"),
        ["department suspended before"] = Case.NotGenuine(() => Good.Make().WithSuspension(Times.Issued), Suspended),
        ["department suspended the second before"] = Case.NotGenuine(() => Good.Make().WithSuspension(Times.Seen - Times.Second), Suspended),
        ["department suspended in the block of the anchor, so after it, because the contract refuses a suspended department"] = Case.Valid(() => Good.Make().WithSuspension(Times.Seen)),
        ["department suspended the second after"] = Case.Valid(() => Good.Make().WithSuspension(Times.Seen + Times.Second)),

        ["type never registered"] = Case.NotGenuine(
            () => Without(made => made.Chain with { Types = made.Chain.Types.Clear() }), "issuer-authorised failed LDG1013"),
        ["type registered with another description"] = Case.NotGenuine(
            () => Without(made => made.Chain with { Types = made.Chain.Types.SetItem(TypeId, new RecordTypeFacts("", Digest.Sha256([]))) }), OtherType),
        ["record names another description"] = Case.NotGenuine(() => WithIntegrity("sha256-" + Digest.Sha256([]).ToBase64()), OtherType),
        ["record names no description"] = Case.NotGenuine(() => WithIntegrity(null), OtherType),
        ["record names the description by another hash"] = Case.NotGenuine(
            () => WithIntegrity(Good.Clear.TypeIntegrity!.Replace("sha256", "sha384", StringComparison.Ordinal)), OtherType), // The good bundle has one.

        ["never authorised for the type"] = Case.NotGenuine(() => Good.Make().WithAuthority(), NotAuthorised),
        ["authorised from that second"] = Case.Valid(() => Good.Make().WithAuthority(new Validity(Times.Seen, null))),
        ["authorised from the next second"] = Case.NotGenuine(
            () => Good.Make().WithAuthority(new Validity(Times.Seen + Times.Second, null)), NotAuthorised),
        ["authorised until that second"] = Case.NotGenuine(() => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Seen)), NotAuthorised),
        ["authority ended in that block, after the anchor"] = Case.Valid(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Seen)).WithLaterInBlock([Change(ValidityChangeKind.AuthorityClosed)])),
        ["authorised in that block, after the anchor"] = Case.NotGenuine(
            () => Good.Make().WithAuthority(new Validity(Times.Seen, null)).WithLaterInBlock([Change(ValidityChangeKind.AuthorityOpened)]), NotAuthorised),
        ["authority ended before the anchor in that block and given again after it"] = Case.NotGenuine(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Seen), new Validity(Times.Seen, null))
                .WithLaterInBlock([Change(ValidityChangeKind.AuthorityOpened)]), NotAuthorised),
        ["authority given again and ended after the anchor in that block"] = Case.NotGenuine(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Seen), new Validity(Times.Seen, Times.Seen))
                .WithLaterInBlock([Change(ValidityChangeKind.AuthorityOpened), Change(ValidityChangeKind.AuthorityClosed)]), NotAuthorised),
        ["authority ended, given again and ended after the anchor in that block"] = Case.Valid(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Seen), new Validity(Times.Seen, Times.Seen)).WithLaterInBlock(
                [Change(ValidityChangeKind.AuthorityClosed), Change(ValidityChangeKind.AuthorityOpened), Change(ValidityChangeKind.AuthorityClosed)])),
        ["authorised for another type in that block, after the anchor"] = Case.Valid(
            () => Good.Make().WithLaterInBlock([new ValidityChange(ValidityChangeKind.AuthorityOpened, Digest.Sha256([]))])),
        ["never authorised, though the chain says that an authority began after the anchor"] = Case.NotGenuine(
            () => Good.Make().WithAuthority().WithLaterInBlock([Change(ValidityChangeKind.AuthorityOpened)]), NotAuthorised),
        ["authorised in that block, not known whether before the anchor"] = Case.CouldNotBeChecked(
            () => Good.Make().WithAuthority(new Validity(Times.Seen, null)).WithLaterInBlock(null), "issuer-authorised not-run LDG1045"),
        ["authorised only in earlier blocks, order in that block not known"] = Case.NotGenuine(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Issued)).WithLaterInBlock(null), NotAuthorised),
        ["authorised until the next second"] = Case.Valid(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Seen + Times.Second))),
        ["authorised before and after but not then"] = Case.NotGenuine(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.Issued), new Validity(Times.SeenAgain, null)), NotAuthorised),
        ["authorised for the second time"] = Case.Valid(
            () => Good.Make().WithAuthority(new Validity(Times.Admitted, Times.ValidFrom), new Validity(Times.Issued, null))),
    };

    private static ValidityChange Change(ValidityChangeKind kind) => new(kind, TypeId);

    private static Digest TypeId => OnChainId.OfRecordType(TestDepartment.StudentStatus.Vct);

    private static Scenario Without(Func<Scenario, TestChain> change)
    {
        var made = Good.Make();
        return made with { Chain = change(made) };
    }

    private static Scenario WithIntegrity(string? integrity) => (Good with { Clear = Good.Clear with { TypeIntegrity = integrity } }).Make();
}
