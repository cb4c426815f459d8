using System.Text;

namespace Ledger.Verify.Tests.Parsers;

/// <summary>
/// Damages inputs, in the same way in every run: it flips, cuts, repeats and moves, and inserts texts that have broken parsers before.
/// </summary>
internal sealed class Mutator(int seed)
{
    private static readonly string[] Nasty =
    [
        "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\t", " ", "\0", "\u001f", "\u007f", "\u0085", "\u00a0", "\u2028", "\u3000", "\ufeff", "\ufffd",
        "\u2014", "\u2014 ", "\ud800", "\udc00", "😀", "é", "王", "+", "-", "--", "=", "==", "/", "//", "\\", ".", "..", "~", "~~",
        ".p/", ".p/0", ".p/256", "x", "x000/", "x001/", "0", "00", "-0", "-1", "+1", "1.0", "1e3", "1e999", "0x", "255", "256",
        "2147483648", "9007199254740992", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "{", "}", "[", "]", "{}", "[]", "\"", "\"\"", ":", ",", "null", "true", "\\u0061", "\\ud800", "\\udc00", "\\u0000",
        "\"a\":1,", "\"v\":1", "AAAA", "A===", "%00", "${x}", "/* */", "\ufeff{}",
    ];

    private static readonly byte[][] NastyBytes =
        [.. Nasty.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0, 0], [0xFF, 0xFF]];

    private readonly Random _random = new(seed);

    public string Mutate(string text) => new(Mutate(
        text.ToCharArray(), nasty => Nasty[nasty % Nasty.Length].ToCharArray(),
        c => _random.Next(4) == 0 ? (char)_random.Next(0x10000) : (char)(c ^ (1 << _random.Next(7)))));

    public byte[] Mutate(byte[] bytes) =>
        Mutate(bytes, nasty => NastyBytes[nasty % NastyBytes.Length], b => (byte)(b ^ (1 << _random.Next(8))));

    private T[] Mutate<T>(T[] input, Func<int, T[]> nasty, Func<T, T> change)
    {
        var list = new List<T>(input);
        for (var times = 1 + _random.Next(3); times > 0; times--)
        {
            var (at, length) = (_random.Next(list.Count + 1), _random.Next(1, 9));
            var slice = list.Skip(at).Take(length).ToArray();
            switch (_random.Next(8))
            {
                case 0 when at < list.Count:
                case 1 when at < list.Count:
                    list[at] = change(list[at]);
                    break;
                case 2:
                    list.RemoveRange(at, slice.Length);
                    break;
                case 3:
                    list.InsertRange(at, slice);
                    break;
                case 4:
                    list.RemoveRange(at, slice.Length);
                    list.InsertRange(_random.Next(list.Count + 1), slice);
                    break;
                case 5:
                    list.RemoveRange(at, _random.Next(3) == 0 ? list.Count - at : 0); // cut off the end
                    break;
                case 6:
                    list.RemoveRange(at, slice.Length);
                    list.InsertRange(at, nasty(_random.Next(int.MaxValue)));
                    break;
                default:
                    list.InsertRange(at, nasty(_random.Next(int.MaxValue)));
                    break;
            }
        }

        return [.. list];
    }
}
