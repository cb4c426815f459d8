using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Ledger.Verify.Faults;

namespace Ledger.Files;

/// <summary>
/// Reads text files that people and other programs wrote. It skips a byte order mark. An unreadable file gets a reason and no verdict. Stateless.
/// </summary>
public static class UntrustedText
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
    /// <param name="utf8">The text without the byte order mark.</param>
    /// <param name="reason">Why the file is not text, if the result is false.</param>
    public static bool TryReadUtf8(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> utf8, [NotNullWhen(false)] out LocalizedText? reason)
    {
        utf8 = Unmark(file);

        // Text contains no NUL. UTF-16 without a byte order mark contains one in every second byte.
        var isText = Utf8.IsValid(utf8.Span) && !utf8.Span.Contains((byte)0);
        reason = IsBlank(utf8.Span) ? Empty
            : FileKinds.Find(file.Span) is { } kind ? new LocalizedText($"文件是 {kind.Zh}，不是文本", $"the file is {kind.En}, not text")
            : isText ? null
            : IsCutInACharacter(utf8.Span) ? CutCharacter
            : IsBinary(utf8.Span) ? Binary
            : NotUtf8(utf8.Span);
        return reason is null;
    }

    /// <summary>Whether a text starts like HTML or XML, such as a web page.</summary>
    public static bool IsWebPage(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out LocalizedText? reason)
    {
        reason = utf8.TrimStart(Blanks).StartsWith("<"u8) ? WebPage : null;
        return reason is not null;
    }

    /// <summary>Whether a file contains only white space.</summary>
    public static bool IsEmpty(ReadOnlyMemory<byte> file) => IsBlank(Unmark(file).Span);

    /// <summary>Whether bytes contain control characters that do not occur in text. UTF-16 is not binary.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var isUtf16 = TextEncodings.FindUtf16(bytes) is { } utf16 && IsStrict(utf16, bytes);
        return !isUtf16 && (bytes.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || bytes.IndexOfAnyInRange((byte)14, (byte)26) >= 0);
    }

    /// <summary>Describes where a text stops being UTF-8, and what to do about it.</summary>
    /// <param name="text">A text in another encoding.</param>
    /// <param name="firstLine">The line number at which <paramref name="text"/> starts.</param>
    /// <returns>Part of a sentence, in both languages.</returns>
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
    /// Converts a file with a byte order mark to UTF-8 without one. Returns any other file unchanged. For parsers that report unreadable input
    /// themselves.
    /// </summary>
    public static ReadOnlyMemory<byte> Unmark(ReadOnlyMemory<byte> file)
    {
        var mark = TextEncodings.FindMark(file.Span);
        return mark is { Length: 2 } utf16 ? FromUtf16(utf16.Encoding, file[utf16.Length..]) : file[(mark?.Length ?? 0)..];
    }

    /// <summary>Whether a file begins with a byte order mark.</summary>
    public static bool IsMarked(ReadOnlySpan<byte> file) => TextEncodings.FindMark(file) is not null;

    /// <summary>Describes a text that is not what was expected. Null if there is nothing to add.</summary>
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

            // RFC 9457: the members that our own services always write in a problem.
            var isProblem = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("title"u8, out _) && root.TryGetProperty("status"u8, out _);
            return isProblem ? ErrorAnswer : OtherJson;
        }
        catch (JsonException)
        {
            return IsCut(utf8.Span) ? CutJson : BrokenJson;
        }
    }

    /// <summary>Whether a text is valid JSON up to its end, but incomplete.</summary>
    private static bool IsCut(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                // Only the syntax matters here.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a text is valid UTF-8 except for an incomplete character at the end.</summary>
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

    // The index of the first byte that is not valid UTF-8, or of the first NUL. The length if there is none.
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

    // An unpaired surrogate becomes U+FFFD, which every parser rejects.
    private static byte[] FromUtf16(Encoding encoding, ReadOnlyMemory<byte> text) => Encoding.UTF8.GetBytes(encoding.GetString(text.Span));
}
