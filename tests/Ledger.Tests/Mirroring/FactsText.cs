using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Tests.Mirroring;

/// <summary>Formats facts as text, to compare them by value and to show differences.</summary>
internal static class FactsText
{
    public static string Format(ChainFacts facts) => string.Join('\n',
        Line("source", facts.Source, source => $"{source with { Endpoints = [], SeenAt = null }} {string.Join(' ', source.Endpoints)}"),
        Line("department", facts.Department, department => $"{department}"),
        Line("log keys", facts.LogKeys, keys => Lines(keys, key => Convert.ToHexString(key.PublicKey.AsSpan()) + (key with { PublicKey = [] }))),
        Line("record key", facts.RecordKey, key => key is null ? "none" : Convert.ToHexString(key.PublicKey.AsSpan()) + (key with { PublicKey = [] })),
        Line("type", facts.RecordType, type => $"{type}"),
        Line("authority", facts.Authority, authority => Lines(authority, validity => $"{validity}")),
        Line("root", facts.RootAtSize, root => $"{root}"),
        Line("anchor", facts.Anchor, anchor => $"{anchor}"),
        Line("later in block", facts.LaterInBlock, changes => Lines(changes, change => $"{change}")),
        Line("impossible head", facts.ImpossibleHead, head => $"{head}"),
        Line("statuses", facts.Statuses, statuses => Lines(statuses, status => $"{status}")));

    private static string Line<T>(string name, Answer<T> answer, Func<T, string> text) =>
        $"{name}: {(answer.IsKnown ? text(answer.Value) : "unknown, " + answer.Problem)}";

    private static string Lines<T>(ImmutableArray<T> items, Func<T, string> text) => string.Concat(items.Select(item => "\n  " + text(item)));
}
