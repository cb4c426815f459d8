using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Portal.Paper;
using Ledger.Verify.Packed;
using Ledger.Web.Tests.Running;

namespace Ledger.Portal.Tests.Paper;

/// <summary>What is drawn is read back by another implementation, from pixels.</summary>
public sealed partial class QrDrawingTests
{
    private const int Scale = 4;
    private const string Address = "HTTPS://LEDGER.CITY.EXAMPLE/P";

    public static TheoryData<string> Texts =>
    [
        "HTTPS://LEDGER.CITY.EXAMPLE/C/7K4M2Q9X3D5H",
        "HTTP://127.0.0.1:5080/C/7K4M2Q9X3D5H",
        "HTTPS://XN--FIQS8S.EXAMPLE/ledger/C/7K4M2Q9X3D5H",
        $"{Address}#1/1.0",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Draw_Text_IsReadBack(string text)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal([text], await CodeReader.ReadAsync(Paint(folder, QrDrawing.Draw(text))));
    }

    // The # costs a segment, not the whole code in byte mode: a full code stays within version 25.
    [Theory]
    [InlineData(100)]
    [InlineData(900)]
    [InlineData(2500)]
    [InlineData(8400)]
    public async Task Draw_CodesOfAProof_AreReadBackWithinVersion25(int length)
    {
        using var folder = new TemporaryFolder();
        var packed = new byte[length];
        new Random(length).NextBytes(packed);
        Assert.True(PaperProof.TrySplit(packed, Address, out var codes, out _));

        var drawings = codes.Select(QrDrawing.Draw).ToList();

        Assert.All(drawings, drawing => Assert.InRange(drawing.Version, 1, 25));
        Assert.Equal(codes.Order(StringComparer.Ordinal), (await CodeReader.ReadAsync(drawings.Select(drawing => Paint(folder, drawing)))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Draw_Code_HasAQuietZoneOfFourModules()
    {
        var drawing = QrDrawing.Draw("A");
        var dark = Modules(drawing).ToList();

        Assert.Equal((21 + 8, 1), (drawing.Size, drawing.Version));
        Assert.Equal((4, 24), (dark.Min(module => module.X), dark.Max(module => module.X)));
        Assert.Equal((4, 24), (dark.Min(module => module.Y), dark.Max(module => module.Y)));
    }

    /// <summary>Paints a drawing as a picture, as a browser would.</summary>
    private static string Paint(TemporaryFolder folder, QrDrawing drawing)
    {
        var width = drawing.Size * Scale;
        var pixels = new byte[width * width];
        Array.Fill(pixels, byte.MaxValue);
        foreach (var (x, y) in Modules(drawing))
        {
            for (var row = y * Scale; row < (y + 1) * Scale; row++)
            {
                pixels.AsSpan((row * width) + (x * Scale), Scale).Clear();
            }
        }

        var file = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.pgm");
        File.WriteAllBytes(file, [.. System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{width} {width}\n255\n")), .. pixels]);
        return file;
    }

    private static IEnumerable<(int X, int Y)> Modules(QrDrawing drawing)
    {
        var runs = Run().Matches(drawing.Path);
        Assert.Equal(drawing.Path, string.Concat(runs.Select(run => run.Value)));
        return runs.SelectMany(run => Enumerable.Range(Number(run, 1), Number(run, 3)).Select(x => (x, Number(run, 2))));
    }

    private static int Number(Match run, int group) => int.Parse(run.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\3z")]
    private static partial Regex Run();
}
