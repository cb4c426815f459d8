using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests;

/// <summary>Random values for the properties of several test projects. A failed property prints the seed that makes them again.</summary>
internal static class Generators
{
    private static readonly string[] Pieces = ["a", "B", "0", "-", "_", ".", ":", "@", "/", " ", "", "é", "王芳", "😀", "\"", "\\", "\0", "\n", "\u001f", "\ufeff"];

    private static readonly string[] JsonValues =
        ["null", "true", "-1", "0", "1.5", "9223372036854775808", "1e400", "\"\"", "\"x\"", "\"\\ud800\"", "\"0001-01-01T00:00:00+14:00\"", "[]", "{}", "[null]", "{\"\":null}"];

    public static Gen<byte[]> Bytes(int count) => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(count);

    public static Gen<byte[]> BytesUpTo(int most) => Gen.Choose(0, most).SelectMany(Bytes);

    public static Gen<Digest> Digests { get; } = Bytes(Digest.Length).Select(bytes => Digest.TryRead(bytes, out var digest) ? digest : default);

    public static Gen<string> Texts { get; } = Gen.Choose(0, 8).SelectMany(count => Gen.Elements(Pieces).ArrayOf(count)).Select(string.Concat);

    /// <summary>A number from 0 to <paramref name="most"/>: small ones, large ones and the ends.</summary>
    public static Gen<long> NumbersUpTo(long most) => Gen.OneOf(
        Gen.Elements(0, 1, most - 1, most),
        Gen.Choose(0, 1000).Select(number => Math.Min(number, most)),
        Gen.Choose(0, int.MaxValue).Two().Select(halves => (((long)halves.Item1 << 31) | (long)halves.Item2) % most));

    /// <summary>A time in UTC and whole <paramref name="unit"/>s, from 1970 to the end of what .NET counts.</summary>
    public static Gen<DateTimeOffset> Times(TimeSpan unit) =>
        NumbersUpTo((DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / unit.Ticks).Select(count => DateTimeOffset.UnixEpoch.AddTicks(count * unit.Ticks));

    /// <summary>The bytes with one bit turned over, from one place to another.</summary>
    public static Gen<byte[]> OneBitFlipped(byte[] bytes, int from, int to) => Gen.Choose(from * 8, (to * 8) - 1).Select(bit =>
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    });

    public static Gen<byte[]> OneBitFlipped(byte[] bytes) => OneBitFlipped(bytes, 0, bytes.Length);

    /// <summary>The bytes with something else written over a part of them, or cut off, or with more behind them.</summary>
    public static Gen<byte[]> Damaged(byte[] bytes) => Gen.OneOf(
        Gen.Choose(0, bytes.Length).Select(length => bytes[..length]),
        BytesUpTo(20).Select(more => (byte[])[.. bytes, .. more]),
        Gen.Choose(0, Math.Max(0, bytes.Length - 1)).SelectMany(start => Overwrites.SelectMany(over => Gen.Constant(Overwritten(bytes, start, over)))));

    /// <summary>A JSON text in which one value is replaced or removed.</summary>
    public static Gen<string> OneValueChanged(string json) => Gen.Choose(0, 10_000).SelectMany(place => Gen.Choose(-1, JsonValues.Length - 1).Select(value =>
    {
        var root = JsonNode.Parse(json)!; // The caller's own text.
        var places = PlacesIn(root).ToList();
        places[place % places.Count](value < 0 ? null : Placeholder(value));
        return Enumerable.Range(0, JsonValues.Length).Aggregate(root.ToJsonString(), (text, number) =>
            text.Replace($"\"{Placeholder(number)}\"", JsonValues[number], StringComparison.Ordinal));
    }));

    private static Gen<byte[]> Overwrites { get; } = Gen.OneOf(
        BytesUpTo(12), Gen.Elements((byte)0, (byte)0x7f, (byte)0x80, (byte)0xff).SelectMany(value => Gen.Choose(1, 9).Select(count => Enumerable.Repeat(value, count).ToArray())));

    private static byte[] Overwritten(byte[] bytes, int start, byte[] over)
    {
        var damaged = (byte[])bytes.Clone();
        over.AsSpan(0, Math.Min(over.Length, damaged.Length - start)).CopyTo(damaged.AsSpan(start));
        return damaged;
    }

    // Some of the values are no JSON that the library would write, so a text stands for each at first.
    private static string Placeholder(int number) => string.Create(CultureInfo.InvariantCulture, $"value number {number} of the list");

    private static IEnumerable<Action<string?>> PlacesIn(JsonNode? node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(member => PlacesIn(member.Value).Prepend(text =>
        {
            members.Remove(member.Key);
            if (text is not null)
            {
                members[member.Key] = text;
            }
        })),
        JsonArray items => Enumerable.Range(0, items.Count).SelectMany(at => PlacesIn(items[at]).Prepend(text =>
        {
            items.RemoveAt(at);
            if (text is not null)
            {
                items.Insert(at, text);
            }
        })),
        _ => [],
    };
}
