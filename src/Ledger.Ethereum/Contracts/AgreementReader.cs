using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Rpc;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>
/// Reads all facts about one bundle from every endpoint at the same block: the newest block that enough of them have. A fact about which they
/// differ is unknown. So a single lying endpoint can make an answer unknown, but cannot give a false one.
/// </summary>
internal sealed class AgreementReader(ChainConnection connection, FactsReader facts, int wanted)
{
    public async ValueTask<ChainFacts> ReadAsync(BundleQuestions questions, CancellationToken cancellationToken)
    {
        var heads = await connection.AskEachAsync(async session => (await session.ReadLatestAsync(cancellationToken)).Block, cancellationToken);
        ImmutableArray<long> heights = [.. heads.Where(head => head.Answer is not null).Select(head => head.Answer!.Number).OrderDescending()];
        if (heights.Length < wanted)
        {
            return TooFew(heights.Length, heads.Select(head => head.Problem));
        }

        var readings = await connection.AskEachAsync(session => facts.ReadAtAsync(session, questions, heights[wanted - 1], cancellationToken), cancellationToken);
        ImmutableArray<ChainFacts> known = [.. readings.Where(reading => reading.Answer is { Source.IsKnown: true }).Select(reading => reading.Answer!)];
        return known.Length < wanted ? TooFew(known.Length, readings.Select(reading => reading.Problem)) : Agreed(known);
    }

    private ChainFacts TooFew(int answered, IEnumerable<Exception?> problems)
    {
        Exception[] known = [.. problems.OfType<Exception>()];
        return ChainFacts.NotAsked(
            string.Join(' ', [$"{answered} endpoint(s) answered, but {wanted} must agree.", .. known.Select(ChainOutages.Describe)]),
            known.Length > 0 && known.All(problem => UnknownReasons.FromException(problem) is UnknownReason.WrongSource) ? UnknownReason.WrongSource : UnknownReason.Outage);
    }

    private ChainFacts Agreed(ImmutableArray<ChainFacts> known)
    {
        var sources = known.Select(reading => reading.Source.Value).ToArray();
        ImmutableArray<string> names = [.. sources.SelectMany(source => source.Endpoints)];
        var first = sources[0] with { Endpoints = names, Final = sources.MinBy(source => source.Final.Number)!.Final };
        if (sources.Any(source => source with { Endpoints = names, Final = first.Final } != first))
        {
            return ChainFacts.NotAsked($"the endpoints {string.Join(", ", names)} do not agree about block {first.Latest.Number}", UnknownReason.WrongSource);
        }

        Answer<T> Agree<T>(Func<ChainFacts, Answer<T>> of, Func<T, T, bool> areSame) => AgreeAbout([.. known.Select(of)], areSame, names);
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(first),
            Department = Agree(reading => reading.Department, Equals),
            LogKeys = Agree(reading => reading.LogKeys, (one, other) => AreSame(one, other, AreSame)),
            RecordKey = Agree(reading => reading.RecordKey, AreSame),
            RecordType = Agree(reading => reading.RecordType, Equals),
            Authority = Agree(reading => reading.Authority, (one, other) => AreSame(one, other, (a, b) => a == b)),
            RootAtSize = Agree(reading => reading.RootAtSize, (one, other) => one == other),
            Anchor = Agree(reading => reading.Anchor, Equals),
            Statuses = Agree(reading => reading.Statuses, (one, other) => AreSame(one, other, Equals)),
            ImpossibleHead = Agree(reading => reading.ImpossibleHead, Equals),
            LaterInBlock = Agree(reading => reading.LaterInBlock, (one, other) => AreSame(one, other, (a, b) => a == b)),
            Migrations = Agree(reading => reading.Migrations, (one, other) => AreSame(one, other, Equals)),
            MigratedAnchors = Agree(reading => reading.MigratedAnchors, (one, other) => AreSame(one, other, Equals)),
        };
    }

    private Answer<T> AgreeAbout<T>(ImmutableArray<Answer<T>> answers, Func<T, T, bool> areSame, ImmutableArray<string> names)
    {
        ImmutableArray<Answer<T>> known = [.. answers.Where(answer => answer.IsKnown)];
        if (known.Length < wanted)
        {
            var unknown = answers.First(answer => !answer.IsKnown);
            return Answer<T>.Unknown(unknown.Problem, unknown.Reason);
        }

        return known.All(answer => areSame(answer.Value, known[0].Value))
            ? known[0]
            : Answer<T>.Unknown($"the endpoints {string.Join(", ", names)} do not agree", UnknownReason.WrongSource);
    }

    private static bool AreSame<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> areSame) =>
        one.Length == other.Length && one.Zip(other).All(pair => areSame(pair.First, pair.Second));

    // A record compares its byte arrays by reference, so those are compared separately, and everything else as the record does.
    private static bool AreSame(LogKeyFacts one, LogKeyFacts other) =>
        one.PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan()) && one with { PublicKey = [] } == other with { PublicKey = [] };

    private static bool AreSame(RecordKeyFacts? one, RecordKeyFacts? other) => one is null || other is null
        ? one == other
        : one.PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan()) && one with { PublicKey = [] } == other with { PublicKey = [] };
}
