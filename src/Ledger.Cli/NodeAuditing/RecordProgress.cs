using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Files;

namespace Ledger.Cli.NodeAuditing;

/// <summary>
/// Up to which entry the bundles of a department were checked, with what was found so far, so that a run that was stopped goes on there.
/// A run that came to its end leaves nothing to go on from: the next begins anew.
/// </summary>
internal sealed class RecordProgress
{
    private const int Version = 1;
    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly Fault[] Kept =
    [
        ChainAuditFaults.BundleMissing, ChainAuditFaults.BundleNotGenuine, ChainAuditFaults.BundleOfAnother,
        ChainAuditFaults.ContentLost, ChainAuditFaults.ErasureNotLogged,
    ];

    private readonly string? _path;
    private readonly string _origin;

    private RecordProgress(string? path, string origin)
    {
        _path = path;
        _origin = origin;
    }

    /// <summary>The index of the first entry that was not looked at.</summary>
    public long Next { get; private init; }

    public RecordCounts Counts { get; private init; } = new();

    public IReadOnlyList<LogFinding> Findings { get; private init; } = [];

    /// <summary>Reads what an earlier run left; nothing, when there is no folder to keep it in.</summary>
    /// <exception cref="CliException">There is a file, and it is not this log's.</exception>
    public static async Task<RecordProgress> OpenAsync(Terminal terminal, string? path, string origin, CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path))
        {
            return new RecordProgress(path, origin);
        }

        try
        {
            var json = JsonNode.Parse(await Given.UnmarkedAsync(terminal, path, MaxLength, cancellationToken)) as JsonObject;
            if ((int?)json?["v"] != Version)
            {
                throw new CliException(CliFaults.StateMalformed, path);
            }

            return (string?)json["origin"] == origin
                ? Read(path, origin, json)
                : throw new CliException(CliFaults.StateOfAnotherLog, path);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CliException(CliFaults.StateMalformed, path, problem);
        }
    }

    /// <summary>Remembers that everything below an entry was looked at.</summary>
    public void Save(long next, RecordCounts counts, IEnumerable<LogFinding> findings)
    {
        if (_path is null)
        {
            return;
        }

        var text = new JsonObject
        {
            ["v"] = Version,
            ["origin"] = _origin,
            ["next"] = next,
            ["counts"] = JsonSerializer.SerializeToNode(counts, JsonText.Options),
            ["findings"] = new JsonArray([.. findings.Select(ToJson)]),
        }.ToJsonString(JsonText.Options);
        try
        {
            DurableFiles.Replace(_path, Encoding.UTF8.GetBytes(text + "\n"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, _path, problem);
        }
    }

    /// <summary>The run came to its end.</summary>
    public void Finish()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    private static RecordProgress Read(string path, string origin, JsonObject json) => new(path, origin)
    {
        Next = (long?)json["next"] ?? 0,
        Counts = json["counts"].Deserialize<RecordCounts>(JsonText.Options) ?? new RecordCounts(),
        Findings = [.. (json["findings"] as JsonArray ?? []).Select(node => FindingOf(node as JsonObject ?? []))],
    };

    private static JsonNode ToJson(LogFinding finding) => new JsonObject
    {
        ["code"] = finding.Fault.Code, ["place"] = finding.Path, ["entry"] = finding.First, ["zh"] = finding.Detail?.Zh, ["en"] = finding.Detail?.En,
    };

    private static LogFinding FindingOf(JsonObject json) => new(
        Array.Find(Kept, fault => fault.Code == (string?)json["code"]) ?? throw new FormatException("code"), (string?)json["place"] ?? "")
    {
        First = (long?)json["entry"],
        Last = (long?)json["entry"],
        Detail = (string?)json["en"] is { } en ? new LocalizedText((string?)json["zh"] ?? en, en) : null,
    };
}
