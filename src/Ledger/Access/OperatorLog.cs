using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Access;

/// <summary>
/// The operator's log, <c>operator.log</c>: one JSON object a line, only ever appended to, durable before the action takes effect. Holds no token.
/// Stateless; the caller keeps other writers out.
/// </summary>
public static class OperatorLog
{
    private const byte LineFeed = (byte)'\n';

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>
    /// Reads the log; a missing one is empty. The beginning of a line at its end is what a crash left, and was never acknowledged. A whole event
    /// there counts, also without its line feed.
    /// </summary>
    /// <exception cref="StoreDamagedException">A line cannot be read.</exception>
    public static IReadOnlyList<OperatorEvent> Read(string path)
    {
        var events = new List<OperatorEvent>();
        if (!File.Exists(path))
        {
            return events;
        }

        var bytes = File.ReadAllBytes(path);
        var start = 0;
        for (int end; (end = Array.IndexOf(bytes, LineFeed, start)) >= 0; start = end + 1)
        {
            events.Add(ReadLine(path, bytes.AsSpan(start, end - start), events.Count + 1));
        }

        if (!IsBeginningOfALine(bytes.AsSpan(start)))
        {
            events.Add(ReadLine(path, bytes.AsSpan(start), events.Count + 1));
        }

        return events;
    }

    /// <summary>Appends events and returns when the disk has them.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    internal static void Append(string path, params IReadOnlyList<OperatorEvent> events)
    {
        var isNew = !File.Exists(path);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        using var lines = new MemoryStream();
        EndLastLine(file, lines);
        foreach (var one in events)
        {
            JsonSerializer.Serialize(lines, one, Json);
            lines.WriteByte(LineFeed);
        }

        file.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
        file.Flush(flushToDisk: true);
        if (isNew)
        {
            DurableFiles.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!); // A file always has a folder.
        }
    }

    private static OperatorEvent ReadLine(string path, ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<OperatorEvent>(line, Json) ?? throw new JsonException("There is no event.");
        }
        catch (JsonException unreadable)
        {
            throw new StoreDamagedException($"Line {number} of the operator's log {path} cannot be read; restore the file.", unreadable);
        }
    }

    /// <summary>Whether a crash may have left the bytes: nothing, or the start of an object that goes on.</summary>
    private static bool IsBeginningOfALine(ReadOnlySpan<byte> tail)
    {
        try
        {
            var reader = new Utf8JsonReader(tail, isFinalBlock: false, default);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == 0)
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Cuts half a line that a crash left, or ends a whole one; the next line must not be joined to it. Leaves the file at its end.</summary>
    private static void EndLastLine(FileStream file, MemoryStream lines)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var start = Array.LastIndexOf(bytes, LineFeed) + 1;
        if (IsBeginningOfALine(bytes.AsSpan(start)))
        {
            file.SetLength(start);
        }
        else
        {
            lines.WriteByte(LineFeed);
        }

        file.Seek(0, SeekOrigin.End);
    }
}
