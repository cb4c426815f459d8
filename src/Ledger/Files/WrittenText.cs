using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Ledger.Faults;

namespace Ledger.Files;

/// <summary>
/// Text files that people and other programs wrote. They are read before anything in them is judged: a byte order mark is skipped, and what
/// cannot be read gets a reason and no verdict. Stateless.
/// </summary>
public static class WrittenText
{
    private static readonly LocalizedText Empty = new("文件是空的", "the file is empty");
    private static readonly LocalizedText CutCharacter = new("文件在一个字符中间结束：已被截断", "the file ends inside a character: the file is cut off");
    private static readonly LocalizedText Binary = new("文件是二进制数据，不是文本", "the file is binary data, not text");
    private static readonly LocalizedText WebPage = new("文件是网页，不是所要的内容", "the file is a web page, not what was asked for");
    private static readonly LocalizedText ErrorAnswer = new("文件是某个服务的错误回答", "the file is the error answer of a service");
    private static readonly LocalizedText OtherJson = new("文件是 JSON，但不是所要的内容", "the file is JSON, but not what was asked for");
    private static readonly LocalizedText CutJson = new("文件以 JSON 开头但没有结尾：已被截断", "the file begins as JSON and has no end: the file is cut off");
    private static readonly LocalizedText BrokenJson = new("文件以 JSON 开头但已损坏，或其后另有内容", "the file begins as JSON and is damaged, or something follows it");

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Reads UTF-8 with or without a byte order mark (RFC 8259 section 8.1), or UTF-16 with one.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="utf8">The text without the mark.</param>
    /// <param name="reason">Why there is no text.</param>
    public static bool TryReadUtf8(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> utf8, [NotNullWhen(false)] out LocalizedText? reason)
    {
        utf8 = Unmark(file);

        // No text has a NUL in it; UTF-16 without a mark has one in every second byte.
        var isText = Utf8.IsValid(utf8.Span) && !utf8.Span.Contains((byte)0);
        reason = IsBlank(utf8.Span) ? Empty
            : FileKinds.Find(file.Span) is { } kind ? new LocalizedText($"文件是 {kind.Zh}，不是文本", $"the file is {kind.En}, not text")
            : isText ? null
            : IsCutInACharacter(utf8.Span) ? CutCharacter
            : IsBinary(utf8.Span) ? Binary
            : NotUtf8(utf8.Span);
        return reason is null;
    }

    /// <summary>Whether a text is a web page or another document in markup.</summary>
    public static bool IsWebPage(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out LocalizedText? reason)
    {
        reason = utf8.TrimStart(Blanks).StartsWith("<"u8) ? WebPage : null;
        return reason is not null;
    }

    /// <summary>Whether a file holds nothing but white space.</summary>
    public static bool IsEmpty(ReadOnlyMemory<byte> file) => IsBlank(Unmark(file).Span);

    /// <summary>Whether bytes hold characters that no text has, and are not UTF-16 either.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var isUtf16 = TextEncodings.FindUtf16(bytes) is { } utf16 && IsStrict(utf16, bytes);
        return !isUtf16 && (bytes.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || bytes.IndexOfAnyInRange((byte)14, (byte)26) >= 0);
    }

    /// <summary>Where a text stops being UTF-8, and what to do about it.</summary>
    /// <param name="text">A text in another encoding.</param>
    /// <param name="firstLine">The number of its first line.</param>
    /// <returns>Part of a sentence.</returns>
    public static LocalizedText NotUtf8(ReadOnlySpan<byte> text, long firstLine = 1)
    {
        var at = FindInvalid(text);
        var line = firstLine + text[..at].Count((byte)'\n');
        var place = at - text[..at].LastIndexOf((byte)'\n');
        return new LocalizedText(
            string.Create(CultureInfo.InvariantCulture, $"文件不是 UTF-8 文本：第 {line} 行第 {place} 字节起不是；请另存为 UTF-8 再试"),
            string.Create(CultureInfo.InvariantCulture, $"the file is not text in UTF-8: line {line}, byte {place} is the first that is not; save it as UTF-8 and try again"));
    }

    /// <summary>
    /// What a file with a byte order mark holds, as UTF-8 without it; any other file as it is. For forms that have words of their own for what
    /// they cannot read.
    /// </summary>
    public static ReadOnlyMemory<byte> Unmark(ReadOnlyMemory<byte> file)
    {
        var mark = TextEncodings.FindMark(file.Span);
        return mark is { Length: 2 } utf16 ? FromUtf16(utf16.Encoding, file[utf16.Length..]) : file[(mark?.Length ?? 0)..];
    }

    /// <summary>Whether a file begins with a byte order mark.</summary>
    public static bool IsMarked(ReadOnlySpan<byte> file) => TextEncodings.FindMark(file) is not null;

    /// <summary>What text looks like that is not what it should be; null when there is nothing to say.</summary>
    public static LocalizedText? Describe(ReadOnlyMemory<byte> utf8)
    {
        var start = utf8.Span.IndexOfAnyExcept(Blanks);
        switch (start < 0 ? (byte)0 : utf8.Span[start])
        {
            case (byte)'<':
                return WebPage;
            case (byte)'{' or (byte)'[':
                break;
            default:
                return null;
        }

        try
        {
            using var json = JsonDocument.Parse(utf8);
            var root = json.RootElement;

            // RFC 9457: the members of a problem that our own services always write.
            var isProblem = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("title"u8, out _) && root.TryGetProperty("status"u8, out _);
            return isProblem ? ErrorAnswer : OtherJson;
        }
        catch (JsonException)
        {
            return IsCut(utf8.Span) ? CutJson : BrokenJson;
        }
    }

    /// <summary>Whether everything is JSON up to where the text ends.</summary>
    private static bool IsCut(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                // What is read is of no interest here.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether everything is UTF-8 but for the first bytes of one more character at the end.</summary>
    private static bool IsCutInACharacter(ReadOnlySpan<byte> utf8)
    {
        var status = OperationStatus.InvalidData;
        var tail = 0;
        while (status is OperationStatus.InvalidData && ++tail <= Math.Min(3, utf8.Length))
        {
            status = Rune.DecodeFromUtf8(utf8[^tail..], out _, out _);
        }

        return status is OperationStatus.NeedMoreData && Utf8.IsValid(utf8[..^tail]);
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExcept(Blanks);

    // The index of the first byte that begins no character of UTF-8, or of the first NUL.
    private static int FindInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && text[at] != 0 && Rune.DecodeFromUtf8(text[at..], out _, out var read) is OperationStatus.Done)
        {
            at += read;
        }

        return at;
    }

    private static bool IsStrict(Encoding encoding, ReadOnlySpan<byte> text)
    {
        try
        {
            var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return !strict.GetString(text[..(text.Length & ~1)]).AsSpan().ContainsAnyInRange('\0', '\b');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // Half a surrogate pair becomes U+FFFD, which no form allows.
    private static byte[] FromUtf16(Encoding encoding, ReadOnlyMemory<byte> text) => Encoding.UTF8.GetBytes(encoding.GetString(text.Span));
}
