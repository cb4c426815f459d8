using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Packed;

/// <summary>
/// A packed bundle as the texts of numbered QR codes, each an address with its part after <c>#</c>, which no browser sends to the server. Each text
/// fits a code of version 25 with error correction M. Stateless.
/// </summary>
public static class PaperProof
{
    /// <summary>The highest number of codes.</summary>
    public const int MaxCodes = PaperCode.MaxCount;

    // ISO/IEC 18004 tables 3 and 7: a code of version 25-M has 8000 bits; a segment costs 4 bits and a length of 11 (alphanumeric) or 16 bits (bytes).
    private const int CodeBits = 8000;
    private const int AlphanumericHead = 4 + 11;
    private const int ByteHead = 4 + 16;

    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Base43.Alphabet);

    /// <summary>Makes the codes of one proof, of about the same length.</summary>
    /// <param name="packed">What <see cref="PackedBundle.Pack"/> wrote.</param>
    /// <param name="address">The address that a phone opens, without fragment. Upper case makes smaller codes.</param>
    /// <param name="codes">The texts, in order.</param>
    /// <param name="refusal">Why the proof does not fit.</param>
    public static bool TrySplit(
        ReadOnlySpan<byte> packed, string address, out ImmutableArray<string> codes, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(address);
        var most = Base43.GetDecodedLength(CharactersBeside(address)) - PaperCode.Overhead;
        var count = most > 0 ? (packed.Length + most - 1) / most : int.MaxValue;
        if (count is 0 or > MaxCodes)
        {
            (codes, refusal) = ([], Refusal.FromFault(PaperFaults.TooLarge));
            return false;
        }

        var length = (packed.Length + count - 1) / count;
        var mark = PaperCode.MarkOf(packed);
        var made = ImmutableArray.CreateBuilder<string>(count);
        for (var number = 1; number <= count; number++)
        {
            var bytes = packed[Math.Min((number - 1) * length, packed.Length)..Math.Min(number * length, packed.Length)];
            made.Add($"{address}#{new PaperCode(number, count, mark, bytes.ToArray())}");
        }

        (codes, refusal) = (made.MoveToImmutable(), null);
        return true;
    }

    /// <summary>
    /// Joins the codes of one proof. They may come in any order, more than once, with or without their address, several in one text, with blanks and
    /// line breaks anywhere, and in lower case.
    /// </summary>
    /// <param name="texts">What a scanner showed or a person pasted.</param>
    /// <param name="packed">The packed bundle.</param>
    /// <param name="refusal">What is wrong; its violations name the codes.</param>
    public static bool TryJoin(
        IEnumerable<string> texts, [NotNullWhen(true)] out byte[]? packed, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(texts);
        packed = null;
        var scanned = PaperScan.Read(texts);
        refusal = scanned.FindProblem();
        if (refusal is null)
        {
            packed = scanned.Join();
            refusal = PaperCode.MarkOf(packed) == scanned.Codes[0].Mark ? null : Refusal.FromFault(PaperFaults.CodeDamaged);
        }

        packed = refusal is null ? packed : null;
        return packed is not null;
    }

    private static int CharactersBeside(string address)
    {
        var isAlphanumeric = !address.AsSpan().ContainsAnyExcept(Alphanumeric);
        var bits = isAlphanumeric ? AlphanumericHead + ((address.Length * 11) + 1) / 2 : ByteHead + (8 * address.Length);
        var left = CodeBits - bits - (ByteHead + 8) - AlphanumericHead; // The # is a segment of its own.
        return (left * 2 / 11) - PaperCode.PrefixLength;
    }
}
