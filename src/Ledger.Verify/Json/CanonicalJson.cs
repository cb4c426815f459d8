using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.Verify.Json;

/// <summary>
/// The JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code units, no white space, the shortest escapes. It is stricter than the
/// RFC in one point: only whole numbers are allowed, never floats. Stateless and thread-safe.
/// </summary>
public static class CanonicalJson
{
    private const int MaxDepth = 64;
    private const long MaxExact = (1L << 53) - 1;
    private const int MaxUtf8PerChar = 3;
    private const int MaxEscape = 6;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    /// <summary>Returns the canonical form of a JSON text, in UTF-8.</summary>
    /// <exception cref="CanonicalJsonException">The text has no canonical form.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8)
    {
        using var document = Parse(utf8);
        var output = new ArrayBufferWriter<byte>(Math.Max(256, utf8.Length));
        Write(document.RootElement, MaxDepth, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Returns the canonical form of a parsed object without one of its members, in UTF-8.</summary>
    /// <param name="value">An object, at most 64 levels deep.</param>
    /// <param name="omitted">The name of the member. It may be missing.</param>
    /// <exception cref="CanonicalJsonException">The object has no canonical form.</exception>
    public static byte[] CanonicalizeWithout(JsonElement value, string omitted)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        WriteObject(value, omitted, MaxDepth, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Whether a text is in canonical form.</summary>
    public static bool IsCanonical(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Canonicalize(utf8).AsSpan().SequenceEqual(utf8.Span);
        }
        catch (CanonicalJsonException)
        {
            return false;
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            // The parser refuses a byte order mark, comments, and anything after the value.
            return Utf8.IsValid(utf8.Span)
                ? JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth })
                : throw new CanonicalJsonException(CanonicalJsonFault.Malformed, "");
        }
        catch (JsonException)
        {
            throw new CanonicalJsonException(CanonicalJsonFault.Malformed, "");
        }
    }

    // The depth is the number of levels that may still open. The place of a fault is composed only when there is a fault: each level adds its name or
    // index to the exception that passes through it.
    private static void Write(JsonElement value, int depth, ArrayBufferWriter<byte> output)
    {
        if (depth == 0 && value.ValueKind is (JsonValueKind.Object or JsonValueKind.Array))
        {
            throw new CanonicalJsonException(CanonicalJsonFault.Malformed, "");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, null, depth, output);
                break;
            case JsonValueKind.Array:
                WriteArray(value, depth, output);
                break;
            case JsonValueKind.String:
                WriteText(ReadText(value), output);
                break;
            case JsonValueKind.Number:
                WriteNumber(value, output);
                break;
            default:
                output.Write(Encoding.ASCII.GetBytes(value.GetRawText())); // true, false, null
                break;
        }
    }

    private static void WriteObject(JsonElement value, string? omitted, int depth, ArrayBufferWriter<byte> output)
    {
        var members = new List<KeyValuePair<string, JsonElement>>();
        foreach (var member in value.EnumerateObject())
        {
            var name = ReadName(member);
            if (name != omitted)
            {
                members.Add(KeyValuePair.Create(name, member.Value));
            }
        }

        // An ordinal comparison of .NET strings compares UTF-16 code units, as section 3.2.3 requires.
        members.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            var (name, member) = members[i];
            if (i > 0)
            {
                if (string.Equals(members[i - 1].Key, name, StringComparison.Ordinal))
                {
                    throw new CanonicalJsonException(CanonicalJsonFault.DuplicateMember, Token(name));
                }

                output.Write(","u8);
            }

            WriteText(name, output);
            output.Write(":"u8);
            try
            {
                Write(member, depth - 1, output);
            }
            catch (CanonicalJsonException inside)
            {
                throw new CanonicalJsonException(inside.Fault, Token(name) + inside.Path);
            }
        }

        output.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, int depth, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index > 0)
            {
                output.Write(","u8);
            }

            try
            {
                Write(item, depth - 1, output);
            }
            catch (CanonicalJsonException inside)
            {
                throw new CanonicalJsonException(inside.Fault, $"/{index}{inside.Path}");
            }

            index++;
        }

        output.Write("]"u8);
    }

    private static void WriteNumber(JsonElement value, ArrayBufferWriter<byte> output)
    {
        // In plain digits a whole number has exactly one spelling. "1.0" and "1e3", which the reader refuses, and "-0" are other spellings.
        var text = value.GetRawText();
        if (!value.TryGetInt64(out var number) || number is < -MaxExact or > MaxExact || text is "-0")
        {
            throw new CanonicalJsonException(CanonicalJsonFault.NumberNotWhole, "");
        }

        output.Write(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>Writes a text in quotes, in canonical form.</summary>
    internal static void WriteText(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (true)
        {
            var next = text.IndexOfAny(Escaped);
            var plain = next < 0 ? text : text[..next];
            var room = output.GetSpan((plain.Length * MaxUtf8PerChar) + MaxEscape);
            var written = Encoding.UTF8.GetBytes(plain, room);
            if (next < 0)
            {
                room[written] = (byte)'"';
                output.Advance(written + 1);
                return;
            }

            output.Advance(written + WriteEscape(text[next], room[written..]));
            text = text[(next + 1)..];
        }
    }

    /// <summary>
    /// Section 3.2.2.2: a two-character escape where one exists, lower-case \u00xx for other control characters, and no other escapes.
    /// </summary>
    private static int WriteEscape(char c, Span<byte> room)
    {
        room[0] = (byte)'\\';
        var mnemonic = c switch
        {
            '"' or '\\' => c,
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            _ => 'u',
        };
        room[1] = (byte)mnemonic;
        return mnemonic != 'u' ? 2 : 2 + Encoding.ASCII.GetBytes($"{(int)c:x4}", room[2..]);
    }

    private static string ReadText(JsonElement value)
    {
        try
        {
            return value.GetString()!; // The caller has checked that the value is a string.
        }
        catch (InvalidOperationException)
        {
            throw new CanonicalJsonException(CanonicalJsonFault.TextNotUnicode, "");
        }
    }

    private static string ReadName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new CanonicalJsonException(CanonicalJsonFault.TextNotUnicode, "");
        }
    }

    // One token of a JSON Pointer (RFC 6901 section 3).
    private static string Token(string name) =>
        "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
