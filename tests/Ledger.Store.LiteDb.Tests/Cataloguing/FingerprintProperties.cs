using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Store.LiteDb.Cataloguing;

namespace Ledger.Store.LiteDb.Tests.Cataloguing;

/// <summary>Any order of adding and forgetting finds what a scan of all entries finds.</summary>
public sealed class FingerprintProperties
{
    // Few fingerprints, so that entries share them; neighbours and both ends, so that slots overlap and wrap around.
    private static readonly uint[] Prints = [0, 1, 2, 3, 0x00400000, 0x00400001, uint.MaxValue - 1, uint.MaxValue];

    [Property(MaxTest = 300)]
    public Property Column_AnySteps_FindsWhatAScanFinds() => Prop.ForAll(Steps.ToArbitrary(), steps =>
    {
        var (column, model) = (new FingerprintColumn(), new List<uint>());
        foreach (var step in steps)
        {
            Take(step, column, model);
            Check(column, model, Prints);
        }
    });

    /// <summary>So many fingerprints that the table grows, also after many were forgotten.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Column_ThousandsOfSteps_FindsWhatAScanFinds(int seed)
    {
        var random = new System.Random(seed);
        var prints = Enumerable.Range(0, 6000).Select(i => i % 2 == 0 ? uint.MaxValue - (uint)(i * 3) : (uint)random.Next()).ToArray();
        var (column, model) = (new FingerprintColumn(), new List<uint>());
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 5000; i++)
            {
                var add = new Step(prints[random.Next(prints.Length)], null);
                Take(random.Next(3) > 0 || model.Count == 0 ? add : new Step(0, random.Next(model.Count)), column, model);
            }

            Check(column, model, prints);
        }
    }

    [Fact]
    public void Table_EverythingForgotten_FindsWhatIsAddedLater()
    {
        var table = new FingerprintTable();
        for (var i = 0; i < 5000; i++)
        {
            table.Add((uint)i << 20);
            table.Remove((uint)i << 20, i);
            Assert.Empty(table.Find((uint)i << 20));
        }

        table.Add(5u << 20);

        Assert.Equal([5000], table.Find(5u << 20));
        Assert.Empty(table.Find(6u << 20));
    }

    private static Gen<Step[]> Steps { get; } = Gen.OneOf(
        Gen.Elements(Prints).Select(print => new Step(print, null)),
        Gen.Choose(0, 100).Select(index => new Step(0, index))).ArrayOf();

    private static void Take(Step step, FingerprintColumn column, List<uint> model)
    {
        if (step.Forgets is not { } index)
        {
            column.Add(step.Print);
            model.Add(step.Print);
        }
        else if (index < model.Count)
        {
            Assert.Equal(model[index] != 0, column.TryForget(index));
            model[index] = 0;
        }
    }

    private static void Check(FingerprintColumn column, List<uint> model, IEnumerable<uint> prints)
    {
        Assert.Equal(model.Count, column.Count);
        Assert.All(Enumerable.Range(0, model.Count), index => Assert.Equal(model[index], column[index]));
        var lookup = model.Index().Where(at => at.Item != 0).ToLookup(at => at.Item, at => at.Index);
        foreach (var print in prints)
        {
            Assert.Equal(lookup[print].Reverse(), column.Find(print));
        }
    }

    /// <summary>Adds an entry with a fingerprint, or forgets that of an entry.</summary>
    private sealed record Step(uint Print, int? Forgets);
}
