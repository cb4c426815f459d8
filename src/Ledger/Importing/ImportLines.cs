using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Files;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>
/// Reads the lines of a file to import. If the file is not JSON lines at all, it is refused as a whole, with one reason. The node judges single
/// lines. Stateless.
/// </summary>
public static class ImportLines
{
    // A file that starts with this many lines of something else is another kind of file. Fewer lines may just be damaged.
    private const int MostStrangeLines = 20;

    private static readonly LocalizedText Empty = new("文件是空的", "the file is empty");
    private static readonly LocalizedText Markup = new("网页或其他标记文档", "a web page or another document in markup");
    private static readonly LocalizedText Binary = new("二进制数据", "binary data");
    private static readonly LocalizedText OneDocument = new("跨多行书写的一份 JSON；请每行写一个对象", "one JSON document over several lines; write one object on each line");
    private static readonly LocalizedText Table = new("表格（CSV）", "a table (CSV)");
    private static readonly LocalizedText PlainText = new("普通文本", "plain text");

    /// <summary>Reads the lines in order.</summary>
    /// <param name="input">The file. It stays open.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">The file is empty, is not UTF-8, or is not JSON lines.</exception>
    public static async IAsyncEnumerable<InputLine> ReadAsync(Stream input, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(input, new StreamPipeReaderOptions(leaveOpen: true));
        var start = await pipe.ReadAtLeastAsync(FileKinds.Needed, cancellationToken);
        CheckStart(start.Buffer.Slice(0, Math.Min(start.Buffer.Length, FileKinds.Needed)).ToArray(), path);
        pipe.AdvanceTo(start.Buffer.Start);

        List<InputLine>? held = []; // The first lines, kept until the kind of file is known.
        var isBlank = true;
        await foreach (var line in LineReader.ReadAsync(pipe, cancellationToken))
        {
            CheckEncoding(line, path);
            isBlank &= !line.IsTooLong && IsBlank(line.Utf8.Span);
            if (held is null)
            {
                yield return line;
                continue;
            }

            held.Add(line);
            if (held.Count < MostStrangeLines && held.FindIndex(MayBeJson) is var first && (first < 0 || first == held.Count - 1))
            {
                continue;
            }

            CheckFirst(held, path);
            foreach (var earlier in held)
            {
                yield return earlier;
            }

            held = null;
        }

        if (isBlank)
        {
            throw new FaultException(RunFaults.ImportUnreadable, $"{path}: {Empty.En}. {Empty.Zh}。");
        }

        if (held is not null)
        {
            CheckFirst(held, path);
            foreach (var line in held)
            {
                yield return line;
            }
        }
    }

    private static void CheckStart(ReadOnlySpan<byte> start, string path)
    {
        var kind = FileKinds.Find(start) ?? (UntrustedText.IsBinary(start) ? Binary : null);
        if (kind is not null)
        {
            throw Strange(path, kind);
        }
    }

    private static void CheckEncoding(InputLine line, string path)
    {
        if (!line.IsTooLong && !System.Text.Unicode.Utf8.IsValid(line.Utf8.Span))
        {
            var reason = UntrustedText.NotUtf8(line.Utf8.Span, line.Number);
            throw new FaultException(RunFaults.ImportUnreadable, $"{path}: {reason.En}. {reason.Zh}。");
        }
    }

    private static void CheckFirst(List<InputLine> lines, string path)
    {
        var first = lines.FindIndex(MayBeJson);
        var strange = UntrustedText.IsWebPage(lines[0].Utf8.Span, out _) ? Markup
            : first < 0 ? (lines.Count == 1 ? null : IsTable(lines) ? Table : PlainText)
            : first + 1 < lines.Count && AreOneDocument(lines[first].Utf8.Span, lines[first + 1].Utf8.Span) ? OneDocument
            : null;
        if (strange is not null)
        {
            throw Strange(path, strange);
        }
    }

    private static FaultException Strange(string path, LocalizedText kind) => new(
        RunFaults.ImportUnreadable, $"{path}: this is not a file of JSON lines; it looks like {kind.En}. 这不是 JSON 行文件，看起来是{kind.Zh}。");

    // The content of a line that is too long is unknown. It is refused later, alone.
    private static bool MayBeJson(InputLine line) => line.IsTooLong || line.Utf8.Span.TrimStart(" \t"u8) is [(byte)'{' or (byte)'[', ..];

    private static bool IsBlank(ReadOnlySpan<byte> line) => !line.ContainsAnyExcept(" \t\r"u8);

    private static bool IsTable(List<InputLine> lines) => ",;\t"u8.ToArray().Any(separator =>
        lines[0].Utf8.Span.Contains(separator) && lines.TrueForAll(line => line.Utf8.Span.Contains(separator)));

    /// <summary>Whether a JSON text begins on a line and continues on the next one.</summary>
    private static bool AreOneDocument(ReadOnlySpan<byte> line, ReadOnlySpan<byte> next) =>
        !line.IsEmpty && !IsJson(line, isWhole: true) && IsJson(line, isWhole: false) && IsJson([.. line, (byte)'\n', .. next], isWhole: false);

    private static bool IsJson(ReadOnlySpan<byte> utf8, bool isWhole)
    {
        var reader = new Utf8JsonReader(utf8, isWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1000 }));
        try
        {
            while (reader.Read())
            {
                // Only the syntax matters.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
