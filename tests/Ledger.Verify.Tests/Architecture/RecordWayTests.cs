using System.Text.RegularExpressions;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>
/// The list in <c>src/README.md</c> is the way of a record through the code, and it stays short. Each stop is a method in the file of its type, and an
/// earlier stop calls it.
/// </summary>
public sealed partial class RecordWayTests
{
    private const int MostStops = 25;
    private const int MostFiles = 20;

    private static readonly (string Type, string Method)[] Stops =
        [.. Row().Matches(SourceTree.Read("src/README.md").Split("## The way of one record")[1].Split("\n## ")[0])
            .Select(row => (row.Groups["type"].Value, row.Groups["method"].Value))];

    [Fact]
    public void Stops_Listed_AreFew()
    {
        Assert.InRange(Stops.Length, 1, MostStops);
        Assert.InRange(Stops.DistinctBy(stop => stop.Type).Count(), 1, MostFiles);
    }

    [Fact]
    public void Stop_Listed_IsDeclaredInTheFileOfItsType() => Assert.All(Stops, stop =>
        Assert.Matches($@"(?m)^ +(public|internal|private) [^=;(]*\b{stop.Method}\(", ReadFileOf(stop.Type)));

    [Fact]
    public void Stop_AfterTheFirst_IsCalledByAnEarlierStop() => Assert.All(Stops.Index().Skip(1), stop =>
        Assert.Contains(Stops[..stop.Index], earlier => Calls(earlier, stop.Item)));

    // In its own file, the declaration is not a call.
    private static bool Calls((string Type, string Method) earlier, (string Type, string Method) stop) =>
        Regex.Count(ReadFileOf(earlier.Type), $@"\b{stop.Method}\(") > (earlier.Type == stop.Type ? 1 : 0);

    private static string ReadFileOf(string type) => SourceTree.ReadCode(Assert.Single(SourceTree.Files("src", $"{type}.cs")));

    [GeneratedRegex(@"^\| `(?<type>\w+)\.(?<method>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
