using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Sharing;

namespace Ledger.Tests.Sharing;

/// <summary>Codes as people type them from paper.</summary>
public sealed class ShareCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    [Fact]
    public void Create_Many_AreDifferentAndOfTheAlphabet()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => ShareCode.Create()).ToList();

        Assert.Equal(1000, codes.Select(code => code.Symbols).Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", code.Format()));
        Assert.All(Enumerable.Range(0, ShareCode.Length), at => Assert.Equal(Alphabet, string.Concat(codes.Select(code => code.Symbols[at]).Distinct().Order()))); // Each symbol occurs at each place.
        Assert.All(codes, code => Assert.Equal(code, ShareCode.Parse(code.Format())));
        Assert.Equal("ShareCode", codes[0].ToString());
    }

    [Fact]
    public void Parse_EverySingleWrongSymbol_IsFound()
    {
        var symbols = ShareCode.Create().Symbols;
        foreach (var at in Enumerable.Range(0, symbols.Length))
        {
            foreach (var other in Alphabet.Where(letter => letter != symbols[at]))
            {
                Assert.Null(ShareCode.Parse(symbols[..at] + other + symbols[(at + 1)..]));
            }
        }
    }

    [Fact]
    public void Parse_EveryTwoSymbolsInEachOthersPlace_AreFound()
    {
        var symbols = ShareCode.Create().Symbols;
        var found = 0;
        foreach (var (one, two) in from one in Enumerable.Range(0, symbols.Length) from two in Enumerable.Range(0, one) where symbols[one] != symbols[two] select (one, two))
        {
            var swapped = symbols.ToCharArray();
            (swapped[one], swapped[two]) = (symbols[two], symbols[one]);
            Assert.Null(ShareCode.Parse(new string(swapped)));
            found++;
        }

        Assert.InRange(found, 11, 66);
    }

    // The sum of the symbols times the powers of x in GF(2⁵), computed by hand: 2 = x, so the code of one 1 and its check symbol.
    [Theory]
    [InlineData("0000-0000-0012", true)]
    [InlineData("0000-0000-0000", true)]
    [InlineData("0000-0000-00G5", true)] // x⁴ · x = x⁵ = x² + 1 = 5.
    [InlineData("0000-0000-0011", false)]
    public void Parse_ByTheDefinition_IsRight(string text, bool isCode) => Assert.Equal(isCode, ShareCode.Parse(text) is not null);

    [Property(MaxTest = 300)]
    public Property Parse_TypedForgivingly_IsTheSameCode() => Prop.ForAll(
        Gen.Elements('o', 'u', ' ', '-', 'w').ArrayOf(ShareCode.Length).ToArbitrary(), ways =>
        {
            var code = ShareCode.Create();
            var typed = string.Concat(code.Symbols.Zip(ways, (symbol, way) => way switch
            {
                'o' => symbol switch { '0' => "o", '1' => "l", _ => char.ToLowerInvariant(symbol).ToString() },
                'u' => symbol switch { '0' => "O", '1' => "I", _ => symbol.ToString() },
                ' ' => $" {symbol}\u3000",
                '-' => $"{symbol}\u2013",
                _ => ((char)(symbol + 0xFEE0)).ToString(), // Full width.
            }));

            Assert.Equal(code, ShareCode.Parse(typed));
        });

    [Fact]
    public void Parse_OtherThanTwelveSymbols_IsNone()
    {
        var symbols = ShareCode.Create().Symbols;

        Assert.Null(ShareCode.Parse(null));
        Assert.Null(ShareCode.Parse(""));
        Assert.Null(ShareCode.Parse(symbols[1..]));
        Assert.Null(ShareCode.Parse(symbols + "0"));
        Assert.Null(ShareCode.Parse(symbols + symbols));
        Assert.Null(ShareCode.Parse("U" + symbols[1..]));
        Assert.Null(ShareCode.Parse(symbols.PadRight(101)));
        Assert.NotNull(ShareCode.Parse(symbols.PadRight(100)));
    }
}
