using Ledger.Access;
using Ledger.Auditing;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Offline;
using Ledger.Store.LiteDb;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Backups;

/// <summary>The data directory of a stopped node with one department on a real store, and what backups work with.</summary>
internal sealed class DataDirectory : IDisposable, IPublicLogs, IProgressDisplay
{
    private int _count;

    public TempFolder Folder { get; } = new();

    public DataLayout Data => new(Folder["data"]);

    public DepartmentLayout Department => Data.Department(TestDepartments.Id("education"));

    public VerifierKey LogKey { get; private set; } = null!; // Set by IssueAsync, which every test calls first.

    public static LiteDbOfflineStores Stores { get; } = new(NullLoggerFactory.Instance);

    public static InputFiles Inputs { get; } = new(() => Stream.Null);

    /// <summary>Issues records in the department, and closes it.</summary>
    public async Task IssueAsync(int count)
    {
        var layout = Data;
        var profile = TestDepartments.Profile("education");
        Directory.CreateDirectory(layout.Keys);
        var master = FileMasterKey.Open(layout.MasterKey);
        var opener = new DepartmentOpener(
            new LiteDbDepartmentStores(layout, master, NullLoggerFactory.Instance), new KeyFiles(layout.Keys, master), master, await TestCatalogue.LoadAsync(), TimeProvider.System,
            NullLoggerFactory.Instance)
        {
            MayIssue = _ => true,
        };
        await using var department = await opener.OpenAsync(profile, new SequencerOptions(), chain: null, TestContext.Current.CancellationToken);
        LogKey = department.Log.Key;
        for (var i = 0; i < count; i++)
        {
            using var request = Examples.Request(Examples.StudentStatus, json =>
            {
                json["key"] = $"record-{++_count}";
                json["claims"]!["document_number"] = $"学籍〔2026〕{_count}号";
            });
            var issued = await new IssueRecord(department, new Caller("desk", profile.Id, Role.Issuer))
                .ExecuteAsync(request, TestContext.Current.CancellationToken);
            Assert.Null(issued.Refusal);
        }
    }

    public IPublicLog Open(string where, VerifierKey? key) => new FolderFiles(where);

    public Task<T> RunAsync<T>(string title, double total, Func<Action<double>, Task<T>> work) => work(_ => { });

    public void Dispose() => Folder.Dispose();

    private sealed class FolderFiles(string root) : IPublicLog
    {
        public FaultException? Recognise(Exception problem) => null;

        public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) =>
            File.Exists(Path.Combine(root, path)) ? await File.ReadAllBytesAsync(Path.Combine(root, path), cancellationToken) : default(ReadOnlyMemory<byte>?);

        public IEnumerable<int> PartialWidths(string fullPath) => [];

        public void Dispose()
        {
        }
    }
}
