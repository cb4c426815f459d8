using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.UseCases.Residents;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>Pages of several logs: together they are one sorted list, whatever their size and however little a log reads at a time.</summary>
public sealed class MergedListsProperties
{
    // Few different times, so that many are equal.
    private static readonly Gen<ImmutableArray<MergeRow<string>>> Logs =
        from steps in Gen.Choose(0, 2).ListOf(40)
        from gaps in Gen.Choose(1, 4).ListOf(40)
        from count in Gen.Choose(0, 40)
        select Rows([.. steps], [.. gaps], count);

    private static readonly Gen<(IReadOnlyList<ImmutableArray<MergeRow<string>>> Logs, int Size, int Reads)> Cases =
        from count in Gen.Choose(0, 4)
        from logs in Logs.ListOf(count)
        from size in Gen.Choose(1, 12)
        from reads in Gen.Choose(1, 50)
        select ((IReadOnlyList<ImmutableArray<MergeRow<string>>>)[.. logs], size, reads);

    [Property(MaxTest = 500)]
    public Property Pages_AnyLogs_AreTheSortedList() => Prop.ForAll(Cases.ToArbitrary(), given =>
    {
        var expected = given.Logs.SelectMany((rows, log) => rows.Select(row => (Name: NameOf(log), Row: row)))
            .OrderByDescending(one => one.Row.At).ThenBy(one => one.Name, StringComparer.Ordinal).ThenByDescending(one => one.Row.Index).ToList();

        var listed = new List<(string Name, MergeRow<string> Row)>();
        var cursor = PageCursor.First;
        for (var pages = 0; ; pages++)
        {
            Assert.True(pages < 2000, "The pages do not end.");
            var sources = given.Logs.Select((rows, log) => Source(NameOf(log), rows, cursor, given.Reads)).ToList();
            var page = MergedLists.ReadAsync(sources, given.Size, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Assert.True(page.Count <= given.Size);
            listed.AddRange(page.Select(one => (one.Source.Name, one.Row)));
            if (sources.All(source => source.IsAtEnd))
            {
                break;
            }

            var positions = sources.Where(source => source.Position != long.MaxValue).Select(source => KeyValuePair.Create(source.Name, source.Position));
            var next = new PageCursor(PageCursor.First.Positions.AddRange(positions));
            cursor = PageCursor.Read(next.ToString()).Required; // As the address of the next page carries it.
            Assert.Equal(next.Positions, cursor.Positions);
        }

        Assert.Equal(expected, listed);
    });

    [Property(MaxTest = 200)]
    public Property Pages_ALogFails_AreTheSortedListOfTheOthers() => Prop.ForAll(Cases.ToArbitrary(), given =>
    {
        var sources = given.Logs.Select((rows, log) => Source(NameOf(log), rows, PageCursor.First, 200)).ToList();
        var failing = new MergeSource<string>("zz", long.MaxValue, (_, _, _) => throw new FaultException(StoreFaults.Damaged, "It is damaged."));
        var page = MergedLists.ReadAsync([failing, .. sources], 1000, CancellationToken.None).AsTask().GetAwaiter().GetResult();

        Assert.Equal(LogFaults.EntryDamaged, failing.Failure);
        Assert.False(failing.IsAtEnd);
        Assert.Equal(given.Logs.Sum(rows => rows.Length), page.Count);
    });

    [Fact]
    public async Task Read_ABugInALog_IsNotHidden()
    {
        var broken = new MergeSource<string>("zz", long.MaxValue, (_, _, _) => throw new InvalidOperationException());

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await MergedLists.ReadAsync([broken], 1, CancellationToken.None));
    }

    private static string NameOf(int log) => $"department-{log}";

    /// <summary>A log that looks at only a few indices in one read, rows or not, as one does whose entries are mostly no rows.</summary>
    private static MergeSource<string> Source(string name, ImmutableArray<MergeRow<string>> rows, PageCursor cursor, int reads) =>
        new(name, cursor.Positions.GetValueOrDefault(name, long.MaxValue), (before, count, _) =>
        {
            var top = Math.Min(before, 200);
            var end = Math.Max(0, top - reads);
            var found = rows.Where(row => row.Index < top && row.Index >= end).OrderByDescending(row => row.Index).Take(count).ToList();
            long? next = found.Count == count ? found[^1].Index : end == 0 ? null : end;
            return ValueTask.FromResult(new MergePart<string>(found, next));
        });

    private static ImmutableArray<MergeRow<string>> Rows(IReadOnlyList<int> steps, IReadOnlyList<int> gaps, int count)
    {
        var rows = ImmutableArray.CreateBuilder<MergeRow<string>>();
        var (index, at) = (0L, 1000L);
        for (var i = 0; i < count; i++)
        {
            index += gaps[i];
            at += steps[i];
            rows.Add(new MergeRow<string>(index, at, $"{index}"));
        }

        return rows.ToImmutable();
    }
}
