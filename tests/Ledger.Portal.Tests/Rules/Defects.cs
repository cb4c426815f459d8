namespace Ledger.Portal.Tests.Rules;

/// <summary>What rules found on a page.</summary>
internal static class Defects
{
    /// <summary>Fails with all of them, each on a line.</summary>
    public static void AssertNone(params IEnumerable<string>[] found)
    {
        var all = found.SelectMany(part => part).Distinct().ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
