using System.Security.Cryptography;
using Ledger.Issuing;

namespace Ledger.Sharing;

/// <summary>
/// The code that opens a share: 11 random symbols and a check symbol, of an alphabet without look-alikes (Crockford's base 32), written
/// <c>XXXX-XXXX-XXXX</c>. Whoever has it sees what was shared, so nothing prints it by accident. Immutable.
/// </summary>
public sealed record ShareCode
{
    /// <summary>The number of symbols, with the check symbol.</summary>
    public const int Length = 12;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int LongestTyped = 100;
    private const int GroupLength = 4;

    // GF(2⁵) with the primitive polynomial x⁵ + x² + 1.
    private const int Field = 0b10_0000;
    private const int Polynomial = 0b10_0101;

    private ShareCode(string symbols) => Symbols = symbols;

    /// <summary>The 12 symbols without hyphens. A secret.</summary>
    public string Symbols { get; }

    /// <summary>A new code from the system's random source.</summary>
    public static ShareCode Create()
    {
        Span<byte> random = stackalloc byte[Length];
        RandomNumberGenerator.Fill(random);
        var (symbols, remainder) = (new char[Length], 0);
        for (var i = 0; i < Length - 1; i++)
        {
            var value = random[i] % Alphabet.Length; // 256 is a multiple of 32, so every symbol is equally likely.
            symbols[i] = Alphabet[value];
            remainder = Times(remainder) ^ value;
        }

        symbols[^1] = Alphabet[Times(remainder)];
        return new ShareCode(new string(symbols));
    }

    /// <summary>
    /// Reads a code as a person types it: in either case, with blanks and hyphens anywhere, in full-width characters, with O for 0 and I or L for 1. Null
    /// if it cannot be a code. The check symbol finds every single wrong symbol, and every two symbols that changed places.
    /// </summary>
    public static ShareCode? Parse(string? typed)
    {
        if (typed is null or { Length: > LongestTyped })
        {
            return null;
        }

        var (symbols, count, remainder) = (new char[Length], 0, 0);
        foreach (var letter in Strip(typed))
        {
            var value = Alphabet.IndexOf(Plain(letter), StringComparison.Ordinal);
            if (value < 0 || count == Length)
            {
                return null;
            }

            symbols[count++] = Alphabet[value];
            remainder = Times(remainder) ^ value;
        }

        return count == Length && remainder == 0 ? new ShareCode(new string(symbols)) : null;
    }

    /// <summary>What a person typed, in capitals and half-width characters, without the blanks and hyphens that <see cref="Parse"/> ignores.</summary>
    public static string Strip(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return string.Concat(VisibleText.Fold(typed).ToUpperInvariant().Where(letter => !IsSeparator(letter)));
    }

    /// <summary>The code as it is shown to its owner: <c>XXXX-XXXX-XXXX</c>. A secret.</summary>
    public string Format() => string.Join('-', Symbols.Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>Does not show the code.</summary>
    public override string ToString() => "ShareCode";

    // The symbols are the coefficients of a polynomial over the field. A code is right if its value at x is 0. Each place has another power of x, so a
    // wrong symbol, or two symbols in each other's place, give another value.
    private static int Times(int value) => (value << 1) < Field ? value << 1 : (value << 1) ^ Polynomial;

    private static char Plain(char letter) => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter };

    private static bool IsSeparator(char letter) =>
        char.IsWhiteSpace(letter) || letter is '-' or '_' or '.' or '\u00B7' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' or '\u30FB';
}
