using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Purposes;
using Ledger.Samples;
using Ledger.Store.LiteDb;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Bench;

/// <summary>A department, opened as in a node and on real files, but without chain and HTTP.</summary>
internal sealed class BenchDepartment(HostedDepartment department, RecordTypeCatalogue catalogue) : IAsyncDisposable
{
    /// <summary>The department of the records.</summary>
    public const string Name = "health";

    public DepartmentLog Log => department.Log;

    public IDepartmentStore Store => department.Store;

    public BundleProver Prover => department.Prover;

    public RecordTypeCatalogue Catalogue => catalogue;

    public Jwk RecordKey => department.RecordKeys[^1];

    public static async Task<BenchDepartment> OpenAsync(string folder, SequencerOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var profile = Profile();
        var master = OpenMaster(folder);
        var catalogue = await RecordTypeCatalogue.LoadAsync(cancellationToken);
        var loggers = NullLoggerFactory.Instance;
        var opener = new DepartmentOpener(new LiteDbDepartmentStores(GetLayout(folder), master, loggers), OpenKeys(folder, master), master, catalogue, clock, loggers)
        {
            MayIssue = _ => true,
        };
        return new BenchDepartment(
            await opener.OpenAsync(profile, options, chain: null, cancellationToken), catalogue);
    }

    /// <summary>Returns the bytes of the journal on disk.</summary>
    public static long GetJournalLength(string folder) =>
        Directory.EnumerateFiles(Path.Combine(GetLayout(folder).Department(Profile().Id).Root, "journal")).Sum(file => new FileInfo(file).Length);

    /// <summary>Returns the folder of the public log.</summary>
    public static string GetPublicLog(string folder) => GetLayout(folder).Department(Profile().Id).PublicLog;

    /// <summary>Reads the key of the public log.</summary>
    public static VerifierKey ReadLogKey(string folder)
    {
        var profile = Profile();
        return OpenKeys(folder, OpenMaster(folder)).LogKey(profile.Id, profile.Origin).Key;
    }

    /// <summary>Writes the given number of records of the sample city's health department, one per line.</summary>
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

    /// <summary>
    /// Reads a record of the department about the resident of the demonstration: the first person of the sample city's file who named somebody to act for
    /// her and has records of several departments.
    /// </summary>
    public static JsonObject ReadRecordOfTheDemonstration()
    {
        using var reader = new StreamReader(SampleCityFile.OpenRead());
        var lines = new List<JsonObject>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(JsonNode.Parse(line)!.AsObject()); // Each line is an object.
        }

        var own = lines.Where(line => Text(line["department"]) == Name).ToLookup(line => Text(line["subject"]?["idNumber"]), StringComparer.Ordinal);
        return lines.Where(line => Text(line["type"]).Contains("/care-plan-consent-proxy/", StringComparison.Ordinal))
            .SelectMany(line => own[Text(line["subject"]?["idNumber"])]).First();

        static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
    }

    /// <summary>Issues every line of a file.</summary>
    /// <exception cref="InvalidOperationException">A line was refused, so the measurement has no meaning.</exception>
    public async Task IssueAsync(string path, Action<Appended> issued, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(path);
        await IssueAsync(input, issued, cancellationToken);
    }

    /// <summary>Issues every line of a stream.</summary>
    /// <exception cref="InvalidOperationException">A line was refused, so the measurement has no meaning.</exception>
    public async Task IssueAsync(Stream input, Action<Appended> issued, CancellationToken cancellationToken) =>
        await department.Batches.AppendAsync(
            LineReader.ReadAsync(PipeReader.Create(input), cancellationToken),
            answer =>
            {
                issued(answer.Appended ?? throw new InvalidOperationException($"Line {answer.Number} was refused: {answer.Refusal?.Fault.Code}."));
                return ValueTask.CompletedTask;
            },
            cancellationToken);

    /// <summary>The persons of the lines that <see cref="WriteLines"/> wrote for a long log.</summary>
    public static IReadOnlyList<IdentityNumber> ReadPeople(string folder) =>
    [
        .. File.ReadLines(Path.Combine(folder, "city.jsonl")).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            var subject = document.RootElement.GetProperty("subject"u8);
            return IdentityTypes.Read(
                subject.GetProperty("idType"u8).GetString()!, subject.GetProperty("idNumber"u8).GetString()!, SampleCity.LatestDate, "", "").Required; // The sample city writes both.
        }).DistinctBy(person => person.IndexText),
    ];

    /// <summary>Reads the claims of a record, which is logged first.</summary>
    public ValueTask<Outcome<VisibleRecord>> ReadAsync(RecordId id, ReadPurpose purpose, CancellationToken cancellationToken) =>
        new ReadRecord(department, Clerk).ExecuteAsync(id, null, purpose, cancellationToken);

    /// <summary>Searches for the records of a person.</summary>
    public ValueTask<Outcome<FoundRecords>> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        new SearchSubject(department, Clerk).ExecuteAsync(request, cancellationToken);

    /// <summary>Lists who looked at the claims of a person.</summary>
    public ValueTask<Outcome<DisclosurePage>> ListDisclosuresAsync(IdentityNumber person, ReadPurpose purpose, int size, CancellationToken cancellationToken) =>
        new ListDisclosures(department, Clerk, PurposeCatalogue.Shipped, TimeProvider.System).ExecuteAsync(person, purpose, long.MaxValue, size, cancellationToken);

    private Caller Clerk => new("bench", department.Profile.Id, Role.Issuer);

    private static DepartmentProfile Profile() => DepartmentId.TryParse(Name, out var id)
        ? new DepartmentProfile(id, new LocalizedText("测量", "Measurement"), "bench.localhost")
        : throw new InvalidOperationException("The name of the measured department has a wrong form.");

    private static DataLayout GetLayout(string folder) => new(folder);

    private static FileMasterKey OpenMaster(string folder) => FileMasterKey.Open(Path.Combine(folder, "master.key"));

    private static KeyFiles OpenKeys(string folder, FileMasterKey master) => new(Path.Combine(folder, "keys"), master);

    public ValueTask DisposeAsync() => department.DisposeAsync();
}
