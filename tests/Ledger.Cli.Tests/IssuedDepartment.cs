using System.Text;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Samples.Tests;
using Ledger.Store.LiteDb;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Tests;

/// <summary>
/// A department that has issued the employment records of a sample city with the real steps. It offers its public log, its keys, a bundle and the
/// proof of an entry. The department is closed. Tests change only copies of its files.
/// </summary>
public sealed class IssuedDepartment : IAsyncLifetime
{
    /// <summary>The number of entries in the log: more than one tile and less than two.</summary>
    public const int Size = 300;

    private const int FullTile = 256;
    private const string Name = "employment";

    private readonly TemporaryFolder _folder = new();

    public string LogFolder => new DataLayout(_folder.Path).Department(Id).PublicLog;

    private static DepartmentId Id => DepartmentId.TryParse(Name, out var id) ? id : throw new InvalidOperationException("The name of the issuing department has a wrong form.");

    public VerifierKey LogKey { get; private set; } = null!; // InitializeAsync sets this and the members below, before any test.

    public string BundleFile => _folder.PathOf("bundle.ledger.json");

    /// <summary>The record of the bundle alone, with all its disclosures.</summary>
    public string RecordFile => _folder.PathOf("record.sd-jwt");

    public string KeysFile => _folder.PathOf("jwks.json");

    public string ProofFile => _folder.PathOf("entry.tlog-proof");

    public string EntryFile => _folder.PathOf("entry.json");

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var department = new DepartmentProfile(Id, new LocalizedText("人社局", "Employment Bureau"), "ledger.localhost");
        var catalogue = await RecordTypeCatalogue.LoadAsync(cancellationToken);
        var master = FileMasterKey.Open(_folder.PathOf("master.key"));
        var loggers = NullLoggerFactory.Instance;
        var opener = new DepartmentOpener(
            new LiteDbDepartmentStores(new DataLayout(_folder.Path), master, loggers), new KeyFiles(_folder.PathOf("keys"), master), master, catalogue, TimeProvider.System, loggers)
        { MayIssue = _ => true };
        await IssueAsync(opener, department, 0, FullTile, _ => ValueTask.CompletedTask);
        await IssueAsync(opener, department, FullTile, Size - FullTile, hosted => LeaveAsync(hosted, cancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Copies the public log to a folder, so that it can be damaged there.</summary>
    public void CopyLogTo(string folder)
    {
        foreach (var file in LogFiles())
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // The path contains a folder.
            File.Copy(Path.Combine(LogFolder, file), copy, overwrite: true);
        }
    }

    /// <summary>Lists the files of the public log by their paths in it.</summary>
    public IReadOnlyList<string> LogFiles() => [.. Directory.EnumerateFiles(LogFolder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(LogFolder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static async IAsyncEnumerable<InputLine> Lines(int skip, int count)
    {
        await Task.Yield();
        foreach (var (index, line) in SampleLines.Generate(250, 1).Where(line => line.Contains($"\"department\":\"{Name}\"", StringComparison.Ordinal)).Skip(skip).Take(count).Index())
        {
            yield return new InputLine(index + 1, Encoding.UTF8.GetBytes(line));
        }
    }

    // One commit, so that the log has no partial tiles of other widths.
    private async Task IssueAsync(DepartmentOpener opener, DepartmentProfile department, int skip, int count, Func<HostedDepartment, ValueTask> leave)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var oneCommit = new SequencerOptions { BatchSize = count, BatchWindow = TimeSpan.FromHours(1), IdleWindow = TimeSpan.FromHours(1) };
        await using var hosted = await opener.OpenAsync(department, oneCommit, chain: null, cancellationToken);
        LogKey = hosted.Log.Key;
        await hosted.Batches.AppendAsync(
            Lines(skip, count), answer => answer.Refusal is null ? ValueTask.CompletedTask : throw new InvalidOperationException(answer.Refusal.Fault.Code),
            cancellationToken);
        await leave(hosted);
    }

    private async ValueTask LeaveAsync(HostedDepartment department, CancellationToken cancellationToken)
    {
        Assert.Equal(Size, department.Log.Publisher.Published.Head.Size);
        var entry = await department.Store.FindAsync(7, cancellationToken) ?? throw new InvalidOperationException("The entry is missing.");
        var bundle = (await department.Prover.ProveAsync(entry.Id, null, cancellationToken)).Required.Utf8;
        _folder.Write("bundle.ledger.json", bundle);
        Assert.True(Verify.Bundles.RecordBundle.TryRead(bundle, out var read, out _));
        _folder.Write("record.sd-jwt", read.Record + "\n");
        _folder.Write("entry.json", read.Entry);
        _folder.Write("entry.tlog-proof", read.Proof);
        _folder.Write("jwks.json", new JwkSet(department.RecordKeys).ToUtf8Json());
    }
}
