using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Access;

/// <summary>
/// The operator log, <c>operator.log</c>: one JSON object per line. It is append-only, and a line is durable before the action takes effect. It
/// contains no token. Stateless; the caller excludes other writers.
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
    /// Reads the log. A missing file is an empty log. An incomplete line at the end was left by a crash, was never acknowledged and is ignored. A
    /// complete event at the end counts even without its line feed.
    /// </summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a line cannot be read.</exception>
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

    /// <summary>Appends events durably.</summary>
    /// <exception cref="IOException">The events cannot be written.</exception>
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
            throw new FaultException(StoreFaults.Damaged, $"Line {number} of the operator's log {path} cannot be read; restore the file.", unreadable);
        }
    }

    /// <summary>Whether a crash may have left these bytes: nothing, or an incomplete object.</summary>
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

    /// <summary>
    /// Cuts an incomplete line that a crash left, or completes a whole one with a line feed, so that the next line is not joined to it. Moves to the
    /// end of the file.
    /// </summary>
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
