using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Samples;
using Ledger.Web.Data;
using Ledger.Web.Terminal;

namespace Ledger.Web.Embedded;

/// <summary>Imports the sample city into a new data directory of the embedded profile, so that a newcomer has records to read.</summary>
internal sealed class SampleCityImport(HostedDepartments departments, DataDirectory data, IStartUpOutput output)
{
    // If the chain is slower than this, only the example bundle is missing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Imports the city once. Every line has its own idempotency key, so an interrupted import can be repeated.</summary>
    public async Task ImportAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(data.SampleCityMark))
        {
            return;
        }

        output.WriteStep("正在导入示例城市……", "Importing the sample city …");
        var (accepted, refused) = (0, 0);
        foreach (var department in departments.All)
        {
            await department.Batches.AppendAsync(
                ReadLinesAsync(department.Profile.Id, cancellationToken),
                answer =>
                {
                    _ = answer.Refusal is null ? accepted++ : refused++;
                    return ValueTask.CompletedTask;
                },
                cancellationToken);
        }

        output.WriteStep($"已导入 {accepted} 条记录，拒绝 {refused} 条。", $"{accepted} records imported, {refused} refused.");
        await WriteExampleAsync(cancellationToken);
        await File.WriteAllTextAsync(data.SampleCityMark, "", cancellationToken);
    }

    /// <summary>Waits until the anchor of one record is final, and writes its bundle. The printed example verifies this bundle.</summary>
    private async Task WriteExampleAsync(CancellationToken cancellationToken)
    {
        var department = departments.All.First();
        if (await FindLastingAsync(department, cancellationToken) is { } entry
            && await department.Chain.WaitAsync(
                async token => await department.Store.FindLevelAsync(entry.Index, token) is ProofLevel.L3, Patience, cancellationToken)
            && await department.Prover.ProveAsync(entry.Id, null, cancellationToken) is { Refusal: null, Required: { } bundle })
        {
            DurableFiles.Replace(data.Example, bundle.Utf8);
        }
    }

    /// <summary>Finds the first record that does not expire, so that the example is valid next year too.</summary>
    private static async ValueTask<StoredEntry?> FindLastingAsync(HostedDepartment department, CancellationToken cancellationToken)
    {
        for (var index = 0L; await department.Store.FindAsync(index, cancellationToken) is { } entry; index++)
        {
            if (await department.Opener.OpenAsync(entry, cancellationToken) is { Refusal: null, Required.Claims.ExpiresAt: null })
            {
                return entry;
            }
        }

        return null;
    }

    private static async IAsyncEnumerable<InputLine> ReadLinesAsync(DepartmentId department, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = SampleCityFile.OpenRead();
        await foreach (var line in LineReader.ReadAsync(PipeReader.Create(stream), cancellationToken))
        {
            if (ReadDepartment(line) == department.ToString())
            {
                yield return line;
            }
        }
    }

    private static string? ReadDepartment(InputLine line)
    {
        using var json = JsonDocument.Parse(line.Utf8);
        return json.RootElement.GetProperty("department").GetString();
    }
}
