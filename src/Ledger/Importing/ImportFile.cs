using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Importing;

/// <summary>
/// Sends the lines of a file to the departments that they name, a few hundred lines per request. Each department has at most one request in
/// flight. Requests are short because an HTTP/1.1 client writes the whole request before it reads the answer.
/// </summary>
/// <param name="sender">Sends the lines.</param>
/// <param name="refusedLines">Receives the refused lines.</param>
/// <param name="path">The file's name, for messages.</param>
public sealed class ImportFile(IBatchSender sender, IRefusedLines refusedLines, string path) : IDisposable
{
    private const int LinesPerRequest = 500;

    private readonly Dictionary<string, Chunk> _chunks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, bool> _unanswered = new();
    private readonly SemaphoreSlim _refusing = new(1);
    private long _accepted;
    private long _refused;

    private long _read;

    /// <summary>Checks the whole file before anything is sent. Does nothing if the file can be read only once.</summary>
    /// <exception cref="FaultException">The file is empty, is not UTF-8, or is not JSON lines.</exception>
    public static async Task CheckAsync(Stream input, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.CanSeek)
        {
            return;
        }

        await foreach (var _ in ImportLines.ReadAsync(input, path, cancellationToken))
        {
        }

        input.Position = 0;
    }

    /// <summary>Sends every line.</summary>
    /// <param name="input">The file. It stays open.</param>
    /// <param name="report">Receives the number of bytes read.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <exception cref="FaultException">The import stopped before the end of the file. The detail says how to continue.</exception>
    public async Task<ImportResult> RunAsync(Stream input, Action<double> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(report);
        try
        {
            return await SendAllAsync(input, report, cancellationToken);
        }
        catch (FaultException problem) when (problem.Fault == RunFaults.ImportUnreadable && _underWay.Count == 0)
        {
            throw; // Nothing was sent.
        }
        catch (Exception problem) when (IsOutage(problem))
        {
            await DrainAsync();
            throw new FaultException(problem is FaultException known && known.Fault != RunFaults.ImportUnreadable ? known.Fault : RunFaults.ImportInterrupted, Describe(problem), problem);
        }
    }

    private static bool IsOutage(Exception problem) => problem switch
    {
        IOException or OperationCanceledException => true,
        FaultException known => known.Fault == RunFaults.ImportInterrupted || known.Fault == RunFaults.ImportUnreadable || known.Fault == RunFaults.Unreachable || known.Fault == RunFaults.AnswerUnreadable
            || known.InnerException is HttpRequestException { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests },
        _ => false,
    };

    // Waits for the requests in flight, because their answers count. Another failure adds no information.
    private async Task DrainAsync()
    {
        try
        {
            await Task.WhenAll(_underWay.Values);
        }
        catch (Exception problem) when (problem is FaultException or IOException or OperationCanceledException)
        {
            return;
        }
    }

    private string Describe(Exception problem)
    {
        var cause = problem switch
        {
            FaultException known => known.Detail,
            OperationCanceledException => "It was stopped. 已停止。",
            _ => problem.Message,
        };
        var first = _unanswered.Keys.DefaultIfEmpty(_read + 1).Min();
        return string.Create(CultureInfo.InvariantCulture,
            $"{cause}; {_accepted} accepted, {_refused} refused, not answered from line {first} on. Run the same command with the same file to go on: accepted lines are not issued twice. "
            + $"已受理 {_accepted} 条，拒绝 {_refused} 条，自第 {first} 行起未获答复；请用同一文件再次运行同一命令，已受理的行不会重复签发。");
    }

    private async Task<ImportResult> SendAllAsync(Stream input, Action<double> report, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var read = 0L;
        await foreach (var line in ImportLines.ReadAsync(input, path, cancellationToken))
        {
            read += line.Utf8.Length + 1;
            report(read);
            _read = line.Number;
            await AddAsync(line, cancellationToken);
        }

        foreach (var department in _chunks.Keys.ToList())
        {
            await SendAsync(department, cancellationToken);
        }

        await Task.WhenAll(_underWay.Values);
        return new ImportResult(_accepted, _refused, TimeProvider.System.GetElapsedTime(start));
    }

    public void Dispose() => _refusing.Dispose();

    private async Task AddAsync(InputLine line, CancellationToken cancellationToken)
    {
        if (line.IsTooLong)
        {
            await RefuseAsync(line, IssuingFaults.TooLarge.Code, null, cancellationToken);
            return;
        }

        if (!TryReadDepartment(line.Utf8, out var department))
        {
            await RefuseAsync(line, IssuingFaults.Malformed.Code, null, cancellationToken);
            return;
        }

        if (department is null)
        {
            await RefuseAsync(line, IssuingFaults.UnexpectedForm.Code, new JsonArray(new JsonObject
            {
                ["path"] = "/department",
                ["zh"] = "缺少此成员。",
                ["en"] = "It is missing.",
            }), cancellationToken);
            return;
        }

        if (!_chunks.TryGetValue(department, out var chunk))
        {
            _chunks[department] = chunk = new Chunk();
        }

        chunk.Lines.Add(line);
        _unanswered[line.Number] = true;
        if (chunk.Lines.Count == LinesPerRequest)
        {
            await SendAsync(department, cancellationToken);
        }
    }

    private async Task SendAsync(string department, CancellationToken cancellationToken)
    {
        if (_underWay.TryGetValue(department, out var before))
        {
            await before;
        }

        var chunk = _chunks[department];
        _chunks[department] = new Chunk();
        if (chunk.Lines.Count > 0)
        {
            _underWay[department] = SendAsync(department, chunk, cancellationToken);
        }
    }

    private async Task SendAsync(string department, Chunk chunk, CancellationToken cancellationToken)
    {
        var answers = await sender.SendAsync(department, chunk.ToBytes(), cancellationToken);
        var lines = answers.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != chunk.Lines.Count)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, $"{department}: {lines.Length} of {chunk.Lines.Count} lines; run the import again");
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var answer = AnswerJson.ParseObject(lines[i]);
            if (answer["code"]?.ToString() is { } outage && NodeFaults.IsOutage(outage))
            {
                throw new FaultException(RunFaults.ImportInterrupted, $"{department}: {NodeFaults.Describe(outage)}");
            }

            _unanswered.TryRemove(chunk.Lines[i].Number, out _);
            if (answer["code"] is { } code)
            {
                await RefuseAsync(chunk.Lines[i], code.ToString(), answer["errors"], cancellationToken);
            }
            else
            {
                Interlocked.Increment(ref _accepted);
            }
        }
    }

    private async Task RefuseAsync(InputLine line, string code, JsonNode? errors, CancellationToken cancellationToken)
    {
        await _refusing.WaitAsync(cancellationToken);
        try
        {
            _refused++;
            await refusedLines.AddAsync(line.Number, line.Utf8, code, errors, cancellationToken);
        }
        finally
        {
            _refusing.Release();
        }
    }

    /// <summary>Reads the department of a line. The node checks everything else.</summary>
    /// <param name="line">The line.</param>
    /// <param name="department">The department. Null if the line names none.</param>
    /// <returns>False if the line is not JSON.</returns>
    private static bool TryReadDepartment(ReadOnlyMemory<byte> line, out string? department)
    {
        department = null;
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1000 });
            department = json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("department"u8, out var named)
                && named.ValueKind is JsonValueKind.String ? named.GetString() : null;
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Chunk
    {
        public List<InputLine> Lines { get; } = [];

        public byte[] ToBytes()
        {
            using var bytes = new MemoryStream();
            foreach (var line in Lines)
            {
                bytes.Write(line.Utf8.Span);
                bytes.WriteByte((byte)'\n');
            }

            return bytes.ToArray();
        }
    }
}
