using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts.Cases;

/// <summary>One fault and its complete outcome: the verdict, and every required check that did not pass, in order.</summary>
internal sealed record Case(Func<Scenario> Make, Verdict Verdict, params string[] NotPassed)
{
    public static Case Valid(Func<Scenario> make) => new(make, Verdict.Valid);

    public static Case NotGenuine(Func<Scenario> make, params string[] notPassed) => new(make, Verdict.NotGenuine, notPassed);

    public static Case NotInForce(Func<Scenario> make, params string[] notPassed) => new(make, Verdict.NotInForce, notPassed);

    public static Case CouldNotBeChecked(Func<Scenario> make, params string[] notPassed) => new(make, Verdict.CouldNotBeChecked, notPassed);
}

/// <summary>Changes to the data on the chain.</summary>
internal static class ChainChanges
{
    public static Scenario WithSealKeys(this Scenario scenario, Func<RecordKeyFacts, RecordKeyFacts> change) =>
        scenario.WithRegistered(held => held with { RecordKeys = [.. held.RecordKeys.Select(change)] });

    public static Scenario WithLogKeys(this Scenario scenario, Func<LogKeyFacts, LogKeyFacts> change) =>
        scenario.WithRegistered(held => held with { LogKeys = [.. held.LogKeys.Select(change)] });

    public static Scenario WithAuthority(this Scenario scenario, params ImmutableArray<Validity> authority) =>
        scenario.WithRegistered(held => held with { Authority = held.Authority.SetItem(held.Authority.Keys.Single(), authority) });

    public static Scenario WithSuspension(this Scenario scenario, DateTimeOffset at) =>
        scenario.WithRegistered(held => held with { Department = held.Department with { SuspendedAt = at } });

    public static Scenario WithStatuses(this Scenario scenario, params ImmutableArray<StatusChangeFacts> changes) =>
        scenario.WithAnswers(facts => facts with { Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known(changes) });

    /// <summary>Sets the changes after the anchor in its block, in order. Null means that nobody knows them.</summary>
    public static Scenario WithLaterInBlock(this Scenario scenario, ImmutableArray<ValidityChange>? changes) =>
        scenario.WithAnswers(facts => facts with
        {
            LaterInBlock = changes is { } known ? Answer<ImmutableArray<ValidityChange>>.Known(known) : Answer<ImmutableArray<ValidityChange>>.Unknown("silence"),
        });

    public static Scenario WithSource(this Scenario scenario, Func<ChainSource, ChainSource> change) =>
        scenario with { Chain = scenario.Chain with { Source = change(scenario.Chain.Source) } };

    public static Scenario WithHeldAnchors(this Scenario scenario, Func<AnchorFacts, AnchorFacts> change) =>
        scenario.WithRegistered(held => held with { Anchors = [.. held.Anchors.Select(change)] });
}
