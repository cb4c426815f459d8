using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

/// <summary>Tells of lines that were refused, and keeps them in a file when one is named. Never prints what a line held.</summary>
internal sealed class RefusedLines(Terminal terminal, string? path) : IAsyncDisposable
{
    private const int MostTold = 20;

    private readonly FileStream? _file = path is null ? null : Given.Create(path);
    private long _count;

    public async Task AddAsync(long number, ReadOnlyMemory<byte> line, string code, JsonNode? errors, CancellationToken cancellationToken)
    {
        // A line over the limit was skipped, not kept, so there is nothing to write.
        if (_file is not null && !line.IsEmpty)
        {
            await _file.WriteAsync(line, cancellationToken);
            await _file.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }

        if (++_count > MostTold)
        {
            return;
        }

        terminal.Error.WriteLine($"line {number}: {code}");
        foreach (var error in errors as JsonArray ?? [])
        {
            terminal.Error.WriteLine($"  {error?["path"]}  {error?["en"]}  {error?["zh"]}");
        }

        if (_count == MostTold)
        {
            terminal.Error.WriteLine("… further refused lines are only counted. 其余被拒行只计数。");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }
}
