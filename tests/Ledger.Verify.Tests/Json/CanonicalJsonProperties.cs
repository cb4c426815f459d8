using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Verify.Json;

namespace Ledger.Verify.Tests.Json;

/// <summary>
/// For every value and every spelling of it: there is one canonical form, it has the same meaning, and it is its own canonical form.
/// </summary>
public sealed class CanonicalJsonProperties
{
    private static readonly string[] Pieces =
        ["a", "b", "A", "1", "10", "", "é", "e\u0301", "€", "王芳", "😀", "\ud83d\ude02", "\ufb33", "\uffff", "\u0080", "\u007f", "\u2028",
         "\0", "\b", "\t", "\n", "\f", "\r", "\u001f", "\"", "\\", "/", "</script>", "~", " "];

    [Property(MaxTest = 300)]
    public Property Canonicalize_TwoSpellings_HaveOneForm() => Prop.ForAll(Spelled(), pair =>
    {
        var (first, second) = (Canonical(pair.First), Canonical(pair.Second));
        return first.AsSpan().SequenceEqual(second);
    });

    [Property(MaxTest = 300)]
    public Property Canonicalize_OfItsOwnResult_ChangesNothing() => Prop.ForAll(Spelled(), pair =>
    {
        var canonical = Canonical(pair.First);
        return CanonicalJson.IsCanonical(canonical) && CanonicalJson.Canonicalize(canonical).AsSpan().SequenceEqual(canonical);
    });

    [Property(MaxTest = 300)]
    public Property Canonicalize_AnyValue_MeansTheSame() => Prop.ForAll(Spelled(), pair =>
        JsonNode.DeepEquals(JsonNode.Parse(pair.First), JsonNode.Parse(Canonical(pair.First))));

    private static byte[] Canonical(string text) => CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(text));

    /// <summary>One value in two spellings, with different white space, escapes and order of members.</summary>
    private static Arbitrary<(string First, string Second)> Spelled() =>
        Value(3).SelectMany(value => Gen.Choose(0, int.MaxValue).Two().Select(seeds => (Spell(value, seeds.Item1), Spell(value, seeds.Item2))))
            .ToArbitrary();

    private static Gen<string> AnyText() =>
        Gen.Choose(0, 4).SelectMany(count => Gen.Elements(Pieces).ArrayOf(count)).Select(string.Concat);

    private static Gen<object?> Value(int depth)
    {
        var leaf = Gen.OneOf(
            AnyText().Select(text => (object?)text),
            Gen.Elements<object?>(null, true, false, 0L, -1L, 42L, (1L << 53) - 1, -(1L << 53) + 1));
        if (depth == 0)
        {
            return leaf;
        }

        var list = Value(depth - 1).ArrayOf(3).Select(items => (object?)items);
        var members = AnyText().SelectMany(name => Value(depth - 1).Select(item => KeyValuePair.Create(name, item))).ArrayOf(4)
            .Select(all => (object?)all.DistinctBy(member => member.Key).ToArray());
        return Gen.OneOf(leaf, list, members);
    }

    private static string Spell(object? value, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        Spell(value, random, text);
        return text.ToString();
    }

    private static void Spell(object? value, Random random, StringBuilder text)
    {
        text.Append(Space(random));
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case long number:
                text.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            case string characters:
                SpellText(characters, random, text);
                break;
            case object?[] items:
                SpellAll(items, '[', ']', random, text, item => Spell(item, random, text));
                break;
            case KeyValuePair<string, object?>[] members:
                random.Shuffle(members);
                SpellAll(members, '{', '}', random, text, member =>
                {
                    SpellText(member.Key, random, text);
                    text.Append(Space(random)).Append(':');
                    Spell(member.Value, random, text);
                });
                break;
        }

        text.Append(Space(random));
    }

    private static void SpellAll<T>(T[] items, char open, char close, Random random, StringBuilder text, Action<T> spell)
    {
        text.Append(open).Append(Space(random));
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i > 0 ? "," : "").Append(Space(random));
            spell(items[i]);
        }

        text.Append(close);
    }

    private static void SpellText(string characters, Random random, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in characters)
        {
            var mustEscape = c is < ' ' or '"' or '\\' || char.IsSurrogate(c);
            text.Append(mustEscape || random.Next(3) == 0 ? $"\\u{(random.Next(2) == 0 ? $"{(int)c:x4}" : $"{(int)c:X4}")}" : c.ToString());
        }

        text.Append('"');
    }

    private static string Space(Random random) => random.Next(6) switch { 0 => " ", 1 => "\n", 2 => "\t\r", _ => "" };
}
