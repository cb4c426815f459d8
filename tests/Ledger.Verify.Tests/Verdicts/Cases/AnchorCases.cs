using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>Cases about the anchor: whether the chain holds the head, and whether it is final.</summary>
internal static class AnchorCases
{
    private const string Other = "anchored failed LDG1019";
    private const string NotFinal = "final not-run LDG1021";
    private const string NoFinalBlock = "final not-run LDG1047";
    private const string Contradictory = "anchored not-run LDG1035";

    private static readonly Recipe Good = new();
    private static readonly Digest Nothing = Digest.Sha256([]);
    private static readonly string[] Timeless = ["seal not-run LDG1032", "issuer-authorised not-run LDG1032", "checkpoint not-run LDG1032"];

    private static readonly string[] Elsewhere =
    [
        "seal not-run LDG1004", "issuer-authorised not-run LDG1004", "checkpoint not-run LDG1004", "anchored not-run LDG1020", "final not-run LDG1004",
        "status not-run LDG1004",
    ];

    public static Dictionary<string, Case> All { get; } = new()
    {
        ["bundle names another chain"] = Case.CouldNotBeChecked(() => WithAnchor(anchor => anchor with { ChainId = 1 }), Elsewhere),
        ["bundle names another registry"] = Case.CouldNotBeChecked(() => WithAnchor(anchor => anchor with { Registry = TestChain.Address('9') }), Elsewhere),
        ["bundle names another contract"] = Case.CouldNotBeChecked(() => WithAnchor(anchor => anchor with { Contract = TestChain.Address('9') }), Elsewhere),
        ["bundle names another department"] = Case.NotGenuine(() => WithAnchor(anchor => anchor with { Department = TestDepartment.Health.Id }), Other),
        ["bundle names another root"] = Case.NotGenuine(() => WithAnchor(anchor => anchor with { Root = Nothing }), Other),
        ["bundle names another block"] = Case.NotGenuine(() => WithAnchor(anchor => anchor with { Block = anchor.Block + 1 }), Other),
        ["bundle names another block hash"] = Case.NotGenuine(() => WithAnchor(anchor => anchor with { BlockHash = Nothing }), Other),
        ["bundle names another transaction"] = Case.NotGenuine(() => WithAnchor(anchor => anchor with { Transaction = Nothing }), Other),
        ["bundle names a size nobody anchored"] = Case.NotGenuine(
            () => WithAnchor(anchor => anchor with { Size = anchor.Size - 1 }), [.. Timeless, Other, NotFinal]),
        ["bundle names a size anchored before"] = Case.NotGenuine(() => WithAnchor(anchor => anchor with { Size = 3 }), Other),
        ["bundle names a later head than the first that covers it"] = Case.CouldNotBeChecked(
            ProvedAgainstLaterHead, [.. Timeless, "anchored not-run LDG1034"]),

        ["chain holds another root"] = Case.NotGenuine(() => Good.Make().WithHeldAnchors(held => held with { Root = Nothing }), Other),
        ["chain holds another block of that number"] = Case.NotGenuine(
            () => Good.Make().WithHeldAnchors(held => held with { Block = held.Block with { Hash = Nothing } }), Other),
        ["chain holds the head in another transaction"] = Case.NotGenuine(
            () => Good.Make().WithHeldAnchors(held => held with { Transaction = Nothing }), Other),
        ["chain holds nothing"] = Case.NotGenuine(
            () => Good.Make().WithRegistered(held => held with { Anchors = [] }), [.. Timeless, Other, NotFinal]),

        ["chain answers about another size"] = Case.NotGenuine(
            () => Good.Make().WithAnswers(facts => facts with
            {
                Anchor = Answer<AnchorFacts?>.Known(facts.Anchor.Value! with { NewSize = 8 }), // The test chain has it.
            }),
            Other),

        ["chain lost the event"] = Case.CouldNotBeChecked(
            () => Good.Make().WithAnswers(facts => facts with { Anchor = Answer<AnchorFacts?>.Known(null) }), [.. Timeless, Contradictory, NotFinal]),
        ["chain lost the root"] = Case.CouldNotBeChecked(
            () => Good.Make().WithAnswers(facts => facts with { RootAtSize = Answer<Digest?>.Known(null) }), [.. Timeless, Contradictory]),
        ["chain shows one root and another event"] = Case.CouldNotBeChecked(
            () => Good.Make().WithAnswers(facts => facts with { RootAtSize = Answer<Digest?>.Known(Nothing) }), [.. Timeless, Contradictory]),

        ["anchor in the newest final block"] = Case.Valid(() => WithFinal(Times.Block(42, Times.Seen))),
        ["anchor one block after the newest final one"] = Case.CouldNotBeChecked(() => WithFinal(Times.Block(41, Times.Issued)), NotFinal),
        ["nothing final yet"] = Case.CouldNotBeChecked(() => WithFinal(ChainBlock.None), NotFinal),
        ["chain names no final block"] = Case.CouldNotBeChecked(
            () => Good.Make().WithSource(source => source with { Finality = "finalized", Final = ChainBlock.None }), NoFinalBlock),
        ["chain's final block is block 0"] = Case.CouldNotBeChecked(
            () => Good.Make().WithSource(source => source with { Finality = "finalized", Final = Times.Block(0, Times.Issued) }), NoFinalBlock),
        ["anchor after the newest finalized block"] = Case.CouldNotBeChecked(
            () => Good.Make().WithSource(source => source with { Finality = "finalized", Final = Times.Block(41, Times.Issued) }), NotFinal),
        ["no anchor yet"] = Case.CouldNotBeChecked(
            () => Good.Make() is var made ? made with { Bundle = made.Bundle with { Anchor = null } } : made,
            [.. Timeless, "anchored not-run LDG1005", "final not-run LDG1005"]),
        ["department later anchored a head that no log can have"] = Case.Valid(() => WithImpossibleHead(Good.Make())),
        ["no anchor yet, and the department's head is one no log can have"] = Case.CouldNotBeChecked(
            () => Good.Make() is var made ? WithImpossibleHead(made with { Bundle = made.Bundle with { Anchor = null } }) : made,
            [.. Timeless, "anchored not-run LDG1044", "final not-run LDG1005"]),
        ["asked about the second before the anchor"] = Case.CouldNotBeChecked(
            () => Good.Make().AskedAt(Times.Seen - Times.Second), "anchored not-run LDG1030"),
        ["asked about the second of the anchor"] = Case.Valid(() => Good.Make().AskedAt(Times.Seen)),
    };

    private static Scenario WithImpossibleHead(Scenario scenario) => scenario.WithAnswers(
        facts => facts with { ImpossibleHead = Answer<ImpossibleHead?>.Known(new ImpossibleHead((ulong)long.MaxValue + 1, 50)) });

    private static Scenario WithAnchor(Func<BundleAnchor, BundleAnchor> change) => Good.Make().WithAnchor(change);

    private static Scenario WithFinal(ChainBlock final) => Good.Make().WithSource(source => source with { Final = final });

    /// <summary>A correct proof to a later anchor. If it counted, a key that was registered after the first anchor would count too.</summary>
    private static Scenario ProvedAgainstLaterHead()
    {
        var made = Good.Make();
        var later = made.Log.Anchors[^1];
        return made.WithProof(_ => made.Log.Prove(made.Index, later.NewSize, made.Department.LogKey)).WithAnchor(anchor => anchor with
        {
            Size = later.NewSize,
            Root = later.Root,
            Block = later.Block.Number,
            BlockHash = later.Block.Hash,
            Transaction = later.Transaction,
        });
    }
}
