using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// Compares the state from the events with the contracts' state at the same block: the registry's count of events, each department's head and count
/// of status changes, and everything that changed since the last comparison. Stateless.
/// </summary>
internal static class StateComparison
{
    private const int MostAtOnce = 2000;

    /// <summary>The questions about a view: first the counts and all changed registry entries, then anchors and records in parts.</summary>
    /// <param name="below">The base of the view.</param>
    /// <param name="view">The view to compare.</param>
    /// <param name="newer">The events after the base.</param>
    public static IEnumerable<StateQuestions> QuestionsAbout(FinalMirror below, MirrorView view, ImmutableArray<EventBlock> newer)
    {
        var since = below.VerifiedUpTo;
        var touched = below.Block.Number > since ? All(view) : CollectQuestions(newer);
        yield return touched with { Departments = [.. view.Departments] };
        var anchors = view.BaseTables.SelectMany(one => one.Tables.Anchors.SizesSince(since, one.Anchors), (one, size) => (one.Department, size))
            .Concat(view.Overlay.Departments.SelectMany(one => one.Value.Anchors.Keys, (one, size) => (one.Key, size)));
        foreach (var part in anchors.Chunk(MostAtOnce))
        {
            yield return Nothing with { Anchors = [.. part] };
        }

        // A record that changed both in the base and after it is asked twice, which is harmless.
        var records = view.BaseTables.SelectMany(one => one.Tables.Statuses.RecordsSince(since, one.Statuses), (one, record) => (one.Department, record))
            .Concat(view.Overlay.Departments.SelectMany(one => one.Value.Statuses.Keys, (one, record) => (one.Key, record)));
        foreach (var part in records.Chunk(MostAtOnce))
        {
            yield return Nothing with { Records = [.. part] };
        }
    }

    /// <summary>The first difference between the view and the contracts, as a sentence for an operator. Null if they agree.</summary>
    public static string? FindDifference(MirrorView view, StateQuestions questions, ContractState state)
    {
        if (state.ChangeCount != view.Changes)
        {
            return $"The registry counts {state.ChangeCount} events, but {view.Changes} were reported.";
        }

        return First(questions.Departments, state.Departments, (id, held) => Heads(view.HeadOf(id), held), "head or count of statuses of department", id => id.ToHex())
            ?? First(questions.Entries, state.Entries, (id, held) => Entries(view.FindEntry(id), held), "entry of department", id => id.ToHex())
            ?? First(questions.Types, state.Types, (id, held) => view.FindType(id) == held, "record type", id => id.ToHex())
            ?? First(questions.Authorities, state.Authorities, (pair, held) => Authorities(view, pair, held), "authority for type", pair => pair.Type.ToHex())
            ?? First(questions.Anchors, state.Anchors, (pair, held) => view.FindAnchor(pair.Department, pair.Size)?.Root == held, "root at size", pair => $"{pair.Size}")
            ?? First(questions.Records, state.Records, (pair, held) => Records(view, pair, held), "status of record", pair => pair.RecordId.ToHex());
    }

    private static StateQuestions Nothing { get; } = new() { Departments = [], Entries = [], Types = [], Authorities = [], Anchors = [], Records = [] };

    private static StateQuestions All(MirrorView view)
    {
        var registry = view.Overlay.Registry;
        return Nothing with
        {
            Entries = [.. registry.Departments.Keys],
            Types = [.. registry.Types.Keys],
            Authorities = [.. registry.Departments.SelectMany(one => one.Value.Authorities.Keys, (one, type) => (one.Key, type))],
        };
    }

    private static StateQuestions CollectQuestions(ImmutableArray<EventBlock> blocks)
    {
        var departments = new HashSet<Digest>();
        var types = new HashSet<Digest>();
        var authorities = new HashSet<(Digest, Digest)>();
        foreach (var chainEvent in blocks.SelectMany(block => block.Events))
        {
            switch (chainEvent)
            {
                case TypeRegistered e:
                    types.Add(e.Type);
                    break;
                case TypeAuthorised e:
                    authorities.Add((e.Department, e.Type));
                    break;
                case TypeDeauthorised e:
                    authorities.Add((e.Department, e.Type));
                    break;
                default:
                    if (FindDepartment(chainEvent) is { } department)
                    {
                        departments.Add(department);
                    }

                    break;
            }
        }

        return Nothing with { Entries = [.. departments], Types = [.. types], Authorities = [.. authorities] };
    }

    private static Digest? FindDepartment(ChainEvent chainEvent) => chainEvent switch
    {
        DepartmentAdmitted e => e.Department,
        DepartmentSuspended e => e.Department,
        DepartmentReinstated e => e.Department,
        OperatorChanged e => e.Department,
        NodeUrlChanged e => e.Department,
        LogKeyOpened e => e.Department,
        LogKeyClosed e => e.Department,
        LogKeyCompromised e => e.Department,
        RecordKeyAdded e => e.Department,
        RecordKeyClosed e => e.Department,
        RecordKeyCompromised e => e.Department,
        _ => null,
    };

    private static string? First<TQuestion, TAnswer>(
        ImmutableArray<TQuestion> questions, ImmutableArray<TAnswer> answers, Func<TQuestion, TAnswer, bool> agree, string what, Func<TQuestion, string> name)
    {
        if (questions.Length != answers.Length)
        {
            throw ChainOutages.Create("The answer about the chain's state is incomplete.");
        }

        for (var i = 0; i < questions.Length; i++)
        {
            if (!agree(questions[i], answers[i]))
            {
                return $"The {what} {name(questions[i])} does not agree with its events.";
            }
        }

        return null;
    }

    private static bool Heads((MirroredAnchor? Newest, int Anchors, int Statuses) told, (HeadState Head, long Statuses) held) =>
        told.Anchors == held.Head.Count && told.Statuses == held.Statuses
        && (told.Newest?.NewSize ?? 0) == held.Head.Size && (told.Newest?.Root ?? default) == held.Head.Root
        && (told.Newest?.Block.Number ?? 0) == held.Head.BlockNumber;

    private static bool Entries(MirroredDepartment? told, DepartmentEntry held) =>
        told?.Facts == held.Department
        && (told?.LogKeys ?? []).SequenceEqual(held.LogKeys, KeyComparer.Instance)
        && (told?.RecordKeys ?? []).SequenceEqual(held.RecordKeys, KeyComparer.Instance);

    private static bool Authorities(MirrorView view, (Digest Department, Digest Type) pair, ImmutableArray<Validity> held) =>
        view.FindEntry(pair.Department) is { } entry && RegistryEntries.ListAuthorities(entry, pair.Type).SequenceEqual(held);

    private static bool Records(MirrorView view, (Digest Department, Digest RecordId) pair, RecordState held) =>
        view.FindStatuses(pair.Department, pair.RecordId) is [.., var last]
            ? held == new RecordState(last.Status, last.At, last.Sequence, last.Successor)
            : held.Sequence == 0;

    /// <summary>Compares by value, because records compare immutable arrays by reference.</summary>
    private sealed class KeyComparer : IEqualityComparer<LogKeyFacts>, IEqualityComparer<RecordKeyFacts>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(LogKeyFacts? a, LogKeyFacts? b) =>
            a is not null && b is not null && a.PublicKey.AsSpan().SequenceEqual(b.PublicKey.AsSpan()) && a with { PublicKey = b.PublicKey } == b;

        public bool Equals(RecordKeyFacts? a, RecordKeyFacts? b) =>
            a is not null && b is not null && a.PublicKey.AsSpan().SequenceEqual(b.PublicKey.AsSpan()) && a with { PublicKey = b.PublicKey } == b;

        public int GetHashCode(LogKeyFacts key) => key.Validity.GetHashCode();

        public int GetHashCode(RecordKeyFacts key) => key.Thumbprint.GetHashCode();
    }
}
