using Ledger.Departments;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>A copy, for one test, of the department that the earlier version wrote.</summary>
internal sealed class EarlierDepartment : IDisposable
{
    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Copying", "version-1");

    public EarlierDepartment()
        : this(Path.Combine(Fixture, "data"))
    {
    }

    private EarlierDepartment(string from)
    {
        Root = Directory.CreateTempSubdirectory("ledger-earlier-").FullName;
        Data = new DataLayout(Root);
        CopyFolder(from, Root);
    }

    public static DepartmentProfile Profile { get; } = new(
        DepartmentId.TryParse("education", out var id) ? id : throw new InvalidOperationException(), new LocalizedText("教育局", "Education"), "ledger.localhost");

    public static FileMasterKey Master { get; } = MasterOf(1);

    public static EarlierLog Expected { get; } = EarlierLog.Read(Path.Combine(Fixture, "expected.json"));

    public string Root { get; }

    public DataLayout Data { get; }

    public DepartmentLayout Folder => Data.Department(Profile.Id);

    public string Journal => Path.Combine(Folder.Root, "journal");

    public string NewJournal => Journal + ".new";

    public string OldJournal => Journal + ".old";

    public string Database => Path.Combine(Folder.Root, "ledger.db");

    public string NewDatabase => Database + ".new";

    public static FileMasterKey MasterOf(byte number) => FileMasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat(number, 32)]));

    /// <summary>A request that the department answered. Its key is the name.</summary>
    public static byte[] ReadRequest(string name) => File.ReadAllBytes(Path.Combine(Fixture, "requests", name + ".json"));

    public static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(path));
        }
    }

    public EarlierDepartment Copy() => new(Root);

    public string SegmentPath(int number) => Segments.GetPath(Journal, number);

    public LiteDbDepartmentStores Stores(ILogger? logger = null, IMasterKey? master = null) =>
        new(Data, master ?? Master, new OneLogger(logger ?? new EventList()));

    public async Task CarryOverAsync(ILogger? logger = null) =>
        await Stores(logger).CarryOverAsync(Profile, TestContext.Current.CancellationToken);

    /// <summary>Every file of the department, and the head lock, to show that nothing changed.</summary>
    public Dictionary<string, string> ReadAll() => Read(Root);

    /// <summary>The files in a folder.</summary>
    public static Dictionary<string, string> Read(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) != "lock")
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    public FileSubjectKeys OpenKeys() => FileSubjectKeys.Open(Folder.SubjectKeys, Master);

    public HeldHead? Held => FileHeadLock.Find(Data.HeadLock(Profile.Id), Profile.Origin);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class OneLogger(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
