using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>
/// Makes values from a seed, with many edge cases: zero, the largest, and their neighbours. The seed is fixed unless <c>LEDGER_PEER_SEED</c> sets
/// another. <c>LEDGER_PEER_FACTOR</c> multiplies the number of cases.
/// </summary>
internal sealed class RandomValues
{
    /// <summary>The longest list that a contract accepts: this many statuses in one transaction.</summary>
    private const int LongestList = 200;

    private const string Letters = "abc 0123/:.-äß教育局毕业证书𠮷😀\u0000\u007f\u07ff\uffff";
    private readonly Random _random;

    private RandomValues(int seed, string name)
    {
        Seed = seed;
        _random = new Random(unchecked(seed * 31 + name.Sum(letter => letter)));
    }

    public int Seed { get; }

    public static int Cases(int number) => number * Setting("LEDGER_PEER_FACTOR", 1);

    /// <param name="name">The user of the values. The values of one test do not change when another one needs more.</param>
    public static RandomValues For(string name) => new(Setting("LEDGER_PEER_SEED", 20261127), name);

    /// <summary>Runs one comparison. A failure says how to repeat it.</summary>
    public void Holds(PeerProgram peer, object question, Action compare)
    {
        try
        {
            compare();
        }
        catch (Exception exception)
        {
            Fail(peer, question, exception);
        }
    }

    /// <inheritdoc cref="Holds"/>
    public async Task HoldsAsync(PeerProgram peer, object question, Func<Task> compare)
    {
        try
        {
            await compare();
        }
        catch (Exception exception)
        {
            Fail(peer, question, exception);
        }
    }

    public int Next(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A number of at most so many bits, of any length, often an edge case.</summary>
    public BigInteger Number(int bits) => Next(0, 9) switch
    {
        0 => BigInteger.Zero,
        1 => BigInteger.One,
        2 => (BigInteger.One << bits) - 1,
        3 => BigInteger.One << Next(0, bits - 1),
        4 => (BigInteger.One << Next(1, bits)) - 1,
        _ => new BigInteger(Bytes((bits + 7) / 8), isUnsigned: true) >> Next((bits + 7) / 8 * 8 - bits, bits - 1),
    };

    public ChainAddress Address() =>
        ChainAddress.TryParse(Hex.Data(Chance(0.1) ? new byte[20] : Bytes(20)), out var address) ? address : throw new System.Diagnostics.UnreachableException();

    public string Text()
    {
        var runes = new StringInfo(Letters);
        var text = new StringBuilder();
        for (var length = Chance(0.1) ? 0 : Next(1, Chance(0.2) ? 300 : 40); length > 0; length--)
        {
            text.Append(runes.SubstringByTextElements(Next(0, runes.LengthInTextElements - 1), 1));
        }

        return text.ToString();
    }

    /// <param name="type">An ABI type.</param>
    /// <param name="property">The .NET type that a generated class uses for it.</param>
    public object Value(string type, Type property)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            var list = (System.Collections.IList)Activator.CreateInstance(property)!; // a List<T>
            for (var count = Next(0, 9) switch { 0 => 0, 1 => LongestList, _ => Next(1, 6) }; count > 0; count--)
            {
                list.Add(Value(type[..^2], property.GenericTypeArguments[0]));
            }

            return list;
        }

        return type switch
        {
            "bool" => Chance(0.5),
            "address" => Address().ToString(),
            "string" => Text(),
            "bytes" => Bytes(Next(0, 9) switch { 0 => 0, 1 => 32, 2 => Next(0, 2048), _ => Next(1, 96) }),
            "tuple" => Encoding.GeneratedClasses.Random(this, property),
            _ when type.StartsWith("bytes", StringComparison.Ordinal) => Chance(0.1) ? new byte[Size(type, "bytes")] : Bytes(Size(type, "bytes")),
            _ when property == typeof(BigInteger) => Number(Size(type, "uint")),
            _ => Convert.ChangeType((ulong)Number(Size(type, "uint")), property, CultureInfo.InvariantCulture),
        };
    }

    public RlpItem Rlp(int depth = 0)
    {
        if (depth < 12 && Chance(depth == 0 ? 0.8 : 0.2))
        {
            return RlpItem.List(Many(depth == 0 && Chance(0.1) ? Next(50, 80) : Next(0, 6), () => Rlp(depth + 1)).ToArray());
        }

        return RlpItem.FromBytes(Bytes(Next(0, 9) switch { 0 => 0, 1 or 2 => 1, 3 => Next(54, 57), 4 => Next(254, 258), 5 => Chance(0.2) ? Next(60_000, 70_000) : Next(0, 1000), _ => Next(2, 40) }));
    }

    public static object Json(RlpItem item) => item switch
    {
        RlpBytes bytes => Hex.Data(bytes.Bytes.AsSpan()),
        RlpList list => list.Items.Select(Json).ToArray(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void Fail(PeerProgram peer, object question, Exception exception)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(question);
        Assert.Fail($"{peer.Name} disagrees (LEDGER_PEER_SEED={Seed}): {text[..Math.Min(text.Length, 2000)]}\n{exception}");
    }

    private static IEnumerable<T> Many<T>(int count, Func<T> make) => ImmutableArray.CreateRange(Enumerable.Range(0, count).Select(_ => make()));

    private static int Size(string type, string prefix) => int.Parse(type.AsSpan(prefix.Length), CultureInfo.InvariantCulture);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
