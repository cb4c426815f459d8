using System.IO.Pipelines;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Log;

namespace Ledger.Web.Startup;

/// <summary>Fills a new data directory of the embedded profile with the sample city, so that there is something to look at.</summary>
internal sealed class SampleCityImport(Node node, IStartUpVoice voice)
{
    private const string Resource = "SampleCity/city.jsonl";

    /// <summary>Imports it once. Every line has its own idempotency key, so an import that was cut off is simply done again.</summary>
    public async Task ImportAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(node.Data.SampleCityMark))
        {
            return;
        }

        voice.Say("正在导入示例城市……", "Importing the sample city …");
        var (accepted, refused) = (0, 0);
        foreach (var department in node.Departments.All)
        {
            await department.Batches.AppendAsync(
                LinesOfAsync(department.Profile.Id, cancellationToken),
                answer =>
                {
                    _ = answer.Refusal is null ? accepted++ : refused++;
                    return ValueTask.CompletedTask;
                },
                cancellationToken);
        }

        voice.Say($"已导入 {accepted} 条记录，拒绝 {refused} 条。", $"{accepted} records imported, {refused} refused.");
        await WriteExampleAsync(cancellationToken);
        await File.WriteAllTextAsync(node.Data.SampleCityMark, "", cancellationToken);
    }

    /// <summary>Writes the bundle of one record, once its anchor is final, for the line that shows how to verify.</summary>
    private async Task WriteExampleAsync(CancellationToken cancellationToken)
    {
        var department = node.Departments.All.First();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        try
        {
            while (await department.Chain.LevelOfAsync(0, patience.Token) is not ProofLevel.L3)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return; // The chain is slow today; everything else works without an example.
        }

        if (await department.Store.FindAsync(0, cancellationToken) is { } entry
            && await department.Prover.ProveAsync(entry.Id, null, cancellationToken) is { Refusal: null, Required: { } bundle })
        {
            DurableFiles.Replace(node.Data.Example, bundle);
        }
    }

    private static async IAsyncEnumerable<InputLine> LinesOfAsync(DepartmentId department, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The sample city is missing from the program.");
        await foreach (var line in LineReader.ReadAsync(PipeReader.Create(stream), cancellationToken))
        {
            if (DepartmentOf(line) == department.ToString())
            {
                yield return line;
            }
        }
    }

    private static string? DepartmentOf(InputLine line)
    {
        using var json = JsonDocument.Parse(line.Utf8);
        return json.RootElement.GetProperty("department").GetString();
    }
}
