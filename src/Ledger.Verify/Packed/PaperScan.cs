using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Packed;

/// <summary>The codes that were found in some texts, each once, and the numbers of those that were seen but not read. Immutable.</summary>
internal sealed record PaperScan(ImmutableArray<PaperCode> Codes, ImmutableArray<int> Damaged)
{
    // More than all codes of one paper, each many times. What is longer is no scan.
    private const int MaxLength = 256 * 1024;
    private const string AddressStart = "HTTP";

    public static PaperScan Read(IEnumerable<string> texts)
    {
        var codes = new List<PaperCode>();
        var damaged = new SortedSet<int>();
        var length = 0;
        foreach (var text in texts.TakeWhile(text => (length += text.Length) <= MaxLength))
        {
            foreach (var fragment in FindFragments(text.ToUpperInvariant()))
            {
                if (PaperCode.TryRead(fragment, out var code))
                {
                    codes.Add(code);
                }
                else if (PaperCode.TryReadNumber(fragment, out var number, out _))
                {
                    damaged.Add(number);
                }
            }
        }

        var distinct = codes.GroupBy(code => code.ToString(), StringComparer.Ordinal).Select(same => same.First()).OrderBy(code => code.Number);
        return new PaperScan([.. distinct], [.. damaged.Except(codes.Select(code => code.Number))]);
    }

    /// <summary>The first reason why these codes do not make one proof. Null when they do.</summary>
    public Refusal? FindProblem()
    {
        if (Codes.IsEmpty && Damaged.IsEmpty)
        {
            return Refusal.FromFault(PaperFaults.NoCode);
        }

        if (Codes.Select(code => (code.Mark, code.Count)).Distinct().Count() > 1 || Codes.Select(code => code.Number).Distinct().Count() < Codes.Length)
        {
            return Refusal.FromFault(PaperFaults.CodesMixed);
        }

        if (!Damaged.IsEmpty)
        {
            return About(PaperFaults.CodeDamaged, Damaged, number => $"第 {number} 个码没有读完整。", number => $"Code {number} was not read completely.");
        }

        var count = Codes[0].Count;
        var missing = Enumerable.Range(1, count).Except(Codes.Select(code => code.Number)).ToImmutableArray();
        return missing.IsEmpty ? null
            : About(PaperFaults.CodesMissing, missing, number => $"还缺第 {number} 个码（共 {count} 个）。", number => $"Code {number} of {count} is missing.");
    }

    /// <summary>The bytes of all codes, in order.</summary>
    public byte[] Join() => [.. Codes.SelectMany(code => code.Bytes.ToArray())];

    private static Refusal About(Fault fault, ImmutableArray<int> numbers, Func<string, string> zh, Func<string, string> en) => new(fault,
    [
        .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)).Select(number => new Violation($"codes[{number}]", new LocalizedText(zh(number), en(number)))),
    ]);

    /// <summary>
    /// What follows each <c>#</c>, up to the next address. In a text without <c>#</c> a code begins on a new line, and a line that does not begin one
    /// continues the one before.
    /// </summary>
    private static IEnumerable<string> FindFragments(string text)
    {
        if (!text.Contains('#', StringComparison.Ordinal))
        {
            var lines = text.Split(['\n', '\r']).Select(WithoutBlanks);
            return Gather(lines);
        }

        var pieces = WithoutBlanks(text).Split('#');
        return pieces.Skip(1).Select((piece, at) => at + 2 == pieces.Length ? piece : BeforeAddress(piece));
    }

    private static List<string> Gather(IEnumerable<string> lines)
    {
        var codes = new List<StringBuilder>();
        foreach (var line in lines)
        {
            if (PaperCode.TryReadNumber(line, out _, out _))
            {
                codes.Add(new StringBuilder(line));
            }
            else if (codes is [.., var last])
            {
                last.Append(line);
            }
        }

        return [.. codes.Select(code => code.ToString())];
    }

    private static string BeforeAddress(string piece) =>
        piece.LastIndexOf(AddressStart, StringComparison.Ordinal) is >= 0 and var end ? piece[..end] : piece;

    private static string WithoutBlanks(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character) && !char.IsControl(character)));
}
