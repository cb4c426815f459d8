using System.IO.Pipelines;
using System.Text.Json;
using Ledger.Samples;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Sealing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Bench;

/// <summary>A department put together as a node does it, on real files, without chain and HTTP.</summary>
internal sealed class BenchDepartment : IAsyncDisposable
{
    private const string Name = "health";

    private readonly SubjectKeys _subjects;
    private readonly Es256Signer _signer;

    private BenchDepartment(DepartmentLog log, SubjectKeys subjects, Es256Signer signer)
    {
        Log = log;
        _subjects = subjects;
        _signer = signer;
    }

    public DepartmentLog Log { get; }

    public required LiteDbLogStore Store { get; init; }

    public required BatchAppender Batches { get; init; }

    public required BundleProver Prover { get; init; }

    public required RecordTypeCatalogue Catalogue { get; init; }

    public Jwk RecordKey => _signer.PublicKey;

    public static async Task<BenchDepartment> OpenAsync(string folder, SequencerOptions options, CancellationToken cancellationToken)
    {
        var profile = Profile();
        var id = profile.Id;
        var master = FileMasterKey.Open(Path.Combine(folder, "master.key"));
        var keys = new KeyFiles(Path.Combine(folder, "keys"), master);
        var catalogue = await RecordTypeCatalogue.LoadAsync(cancellationToken);
        var data = Path.Combine(folder, Name);
        var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = data, Origin = profile.Origin }, NullLogger.Instance, cancellationToken);
        var subjects = SubjectKeys.Open(Path.Combine(data, "subjects.slots"), master);
        var box = new PayloadBox(id, subjects);
        var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, new FileTileStore(PublicLogOf(folder)), HeadLock.Open(Path.Combine(folder, "head"), profile.Origin)), keys.LogKey(id, profile.Origin), box, options, TimeProvider.System,
            NullLogger<DepartmentLog>.Instance, cancellationToken);
        var signer = keys.RecordKey(id);
        var indexes = new BlindIndexes(master);
        var documents = new DocumentNumbers(store, store, box, indexes);
        await documents.CatchUpAsync(cancellationToken);
        var records = new RecordAppender(
            new RecordIssuer(profile, catalogue, _ => true, TimeProvider.System), new RecordSealer(profile, signer, box, indexes), documents, indexes, log);
        return new BenchDepartment(log, subjects, signer)
        {
            Store = store,
            Batches = new BatchAppender(records),
            Prover = new BundleProver(log, store, new RecordOpener(store, box), () => null),
            Catalogue = catalogue,
        };
    }

    /// <summary>Where the department in a folder keeps its public log.</summary>
    public static string PublicLogOf(string folder) => Path.Combine(folder, Name, "log");

    /// <summary>The key of that log.</summary>
    public static VerifierKey LogKeyOf(string folder)
    {
        var profile = Profile();
        var keys = new KeyFiles(Path.Combine(folder, "keys"), FileMasterKey.Open(Path.Combine(folder, "master.key")));
        return keys.LogKey(profile.Id, profile.Origin).Key;
    }

    /// <summary>Writes this many records of the sample city's health department, one line each.</summary>
    public static void WriteLines(string path, int count)
    {
        using var output = new BufferedStream(File.Create(path), 1 << 20);
        using var writer = new Utf8JsonWriter(output, SampleRecord.LineOptions);
        foreach (var record in SampleCity.Create(int.MaxValue, seed: 1, SampleCity.DefaultDate).Where(record => record.Department == Name).Take(count))
        {
            record.WriteTo(writer);
            writer.Flush();
            output.WriteByte((byte)'\n');
            writer.Reset(output);
        }
    }

    /// <summary>Issues every line of a file.</summary>
    /// <exception cref="InvalidOperationException">A line was refused: a figure of refusals would mean nothing.</exception>
    public async Task IssueAsync(string path, Action<Appended> issued, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(path);
        await Batches.AppendAsync(
            LineReader.ReadAsync(PipeReader.Create(input), cancellationToken),
            answer =>
            {
                issued(answer.Appended ?? throw new InvalidOperationException($"Line {answer.Number} was refused: {answer.Refusal?.Fault.Code}."));
                return ValueTask.CompletedTask;
            },
            cancellationToken);
    }

    private static DepartmentProfile Profile() => DepartmentId.TryParse(Name, out var id)
        ? new DepartmentProfile(id, new LocalizedText("测量", "Measurement"), "bench.localhost")
        : throw new InvalidOperationException("The name is a department's.");

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        _subjects.Dispose();
        _signer.Dispose();
    }
}
