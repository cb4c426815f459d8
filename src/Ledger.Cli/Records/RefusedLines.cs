using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Importing;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Records;

/// <summary>Reports refused lines, and writes them to a file if one is named. Never prints the content of a line.</summary>
internal sealed class RefusedLines(Terminal terminal, string? path) : IRefusedLines, IAsyncDisposable
{
    private const int MostLines = 20;
    private const int MostPlaces = 10;

    private readonly FileStream? _file = path is null ? null : InputFiles.Create(path);
    private long _count;

    /// <summary>Prints the line number, the code with its meaning, and each place as a JSON Pointer (RFC 6901).</summary>
    public async Task AddAsync(long number, ReadOnlyMemory<byte> line, string code, JsonNode? errors, CancellationToken cancellationToken)
    {
        // A line over the limit was not kept, so there is nothing to write.
        if (_file is not null && !line.IsEmpty)
        {
            await _file.WriteAsync(line, cancellationToken);
            await _file.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }

        if (++_count <= MostLines)
        {
            Print(number, code, errors as JsonArray ?? []);
        }
    }

    /// <summary>Prints how many refused lines were not printed, and where they are.</summary>
    public void End()
    {
        if (_count > MostLines)
        {
            var (en, zh) = path is null ? ("name a file with --refused to keep them all", "用 --refused 指定文件可全部保留") : ($"{path} has them all", $"全部见 {path}");
            terminal.WriteError($"… and {_count - MostLines} more refused lines; {en}. 其余被拒行只计数：{_count - MostLines} 行；{zh}。");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private void Print(long number, string code, JsonArray errors)
    {
        terminal.WriteError(FaultTable.Find(code) is { } fault
            ? $"line {number}: {code} {fault.Title.En} {fault.Title.Zh}"
            : $"line {number}: {OneLine.FromText(code)} A code of another version; the node explains it under /docs/faults. 其他版本的代码，节点的 /docs/faults 有说明。");
        foreach (var error in errors.Take(MostPlaces))
        {
            var place = error?["path"]?.ToString() is { Length: > 0 } pointer ? OneLine.FromText(pointer) : "(whole line 整行)";
            terminal.WriteError($"  {place}  {OneLine.FromText(error?["en"]?.ToString() ?? "")}  {OneLine.FromText(error?["zh"]?.ToString() ?? "")}");
        }

        if (errors.Count > MostPlaces)
        {
            terminal.WriteError($"  … and {errors.Count - MostPlaces} more places. 另有 {errors.Count - MostPlaces} 处。");
        }
    }
}
