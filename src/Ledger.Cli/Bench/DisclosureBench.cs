using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Bench;

/// <summary>
/// Measures reads of claims, each of which is logged before anything is shown, by many callers at once; and the first pages of a clerk's search and of
/// the list of who looked, in a long log. The limit of the reads is bare appends of the same size to the same log, by as many callers, in turns.
/// </summary>
/// <param name="entries">The length of the log.</param>
/// <param name="reads">The number of logged reads.</param>
/// <param name="folder">The folder of the benchmark.</param>
internal sealed class DisclosureBench(int entries, int reads, string folder)
{
    private const int Callers = 16;
    private const int Turns = 5;
    private const int PageSize = 50;

    /// <summary>Runs the measurement.</summary>
    /// <exception cref="InvalidOperationException">A read was refused or found nothing, so the measurement has no meaning.</exception>
    public async Task<JsonObject> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var ids = await new LongLog(folder).FillAsync(entries, done => report(done * 0.6), cancellationToken);
        await using var department = await BenchDepartment.OpenAsync(folder, new SequencerOptions(), TimeProvider.System, cancellationToken);
        var people = BenchDepartment.ReadPeople(folder);
        var figures = new JsonObject { ["bench"] = "disclosure", ["entries"] = department.Log.Publisher.Published.Head.Size, ["callers"] = Callers };
        var (read, bare) = (new Pace(), new Pace());
        var each = Math.Max(Callers, reads / Turns);
        await ReadAsync(department, ids, each, new Pace(), cancellationToken); // Compiles the code.
        for (var turn = 0; turn < Turns; turn++)
        {
            var length = await ReadAsync(department, ids, each, read, cancellationToken);
            await AppendAsync(department, each, length, bare, cancellationToken);
            report(0.6 + (0.3 * (turn + 1) / Turns));
        }

        figures["loggedReadsPerSecond"] = Math.Round(read.PerSecond);
        figures["bareAppendsPerSecond"] = Math.Round(bare.PerSecond);
        figures["ratio"] = Math.Round(read.PerSecond / bare.PerSecond, 3);
        figures["processorMicrosecondsPerRead"] = Math.Round(read.ProcessorMicroseconds);
        figures["processorMicrosecondsPerBareAppend"] = Math.Round(bare.ProcessorMicroseconds);
        figures["allocatedBytesPerRead"] = read.AllocatedBytes;
        await SearchAsync(department, people, figures, cancellationToken);
        report(1);
        return figures;
    }

    /// <summary>Reads records by many callers.</summary>
    /// <returns>The length of one disclosure's payload, in bytes.</returns>
    private static async Task<int> ReadAsync(BenchDepartment department, RecordId[] ids, int count, Pace pace, CancellationToken cancellationToken)
    {
        var purpose = Check("case-handling");
        var from = department.Log.Publisher.Published.Head.Size;
        await RunAsync(count, pace, async index =>
        {
            var record = await department.ReadAsync(ids[index % ids.Length], purpose, cancellationToken);
            if (record.Value?.Claims is null)
            {
                throw new InvalidOperationException($"A record was not shown: {record.Refusal?.Fault.Code}.");
            }
        });
        return (await department.Store.ReadPayloadAsync(from, cancellationToken)).Length;
    }

    private static Task AppendAsync(BenchDepartment department, int count, int length, Pace pace, CancellationToken cancellationToken) => RunAsync(count, pace, async number =>
    {
        var appended = await department.Log.Sequencer.AppendWhenRoomAsync(
            new AppendRequest
            {
                Id = RecordId.Create(TimeProvider.System.GetUtcNow()),
                Kind = EntryKind.Disclosure,
                Commitment = Digest.Sha256(RandomNumberGenerator.GetBytes(Digest.Length)),
                Subject = SubjectHandle.Create(),
                KeyHash = default,
                Fingerprint = default,
                Payload = RandomNumberGenerator.GetBytes(length),
            },
            cancellationToken);
        if (appended.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"Append {number} was refused: {refusal.Fault.Code}.");
        }
    });

    private static async Task RunAsync(int count, Pace pace, Func<int, Task> work)
    {
        var next = 0;
        var (processor, allocated, start) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var index = Interlocked.Increment(ref next) - 1; index < count; index = Interlocked.Increment(ref next) - 1)
            {
                await work(index);
            }
        })));
        pace.Add(count, Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor, GC.GetTotalAllocatedBytes() - allocated);
    }

    /// <summary>Measures the first page of each person's records, and of the list of who looked at them.</summary>
    private static async Task SearchAsync(BenchDepartment department, IReadOnlyList<IdentityNumber> people, JsonObject figures, CancellationToken cancellationToken)
    {
        var searches = new List<TimeSpan>();
        var lists = new List<TimeSpan>();
        foreach (var person in people)
        {
            var start = Stopwatch.GetTimestamp();
            var found = await department.SearchAsync(
                new SearchRequest { Person = person, Filter = new RecordFilter(null, null, null, null), Size = PageSize, Purpose = Check("case-handling") }, cancellationToken);
            searches.Add(Stopwatch.GetElapsedTime(start));
            start = Stopwatch.GetTimestamp();
            var listed = await department.ListDisclosuresAsync(person, Check("resident-request"), PageSize, cancellationToken);
            lists.Add(Stopwatch.GetElapsedTime(start));
            if (found.Required.Page.Records.Count == 0 || listed.Required.Lines.Count == 0)
            {
                throw new InvalidOperationException("A person with records was not found.");
            }
        }

        new Latencies(searches).WriteTo(figures, "search");
        new Latencies(lists).WriteTo(figures, "list");
    }

    private static ReadPurpose Check(string code) =>
        PurposeCatalogue.Shipped.Check(code, null, null, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).Required;
}
