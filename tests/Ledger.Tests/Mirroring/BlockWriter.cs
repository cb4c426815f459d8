using System.Collections.Immutable;
using Ledger.Mirroring;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Mirroring;

/// <summary>Writes the events of one block as the contracts would, with the counting numbers and sizes that follow from the history.</summary>
internal sealed class BlockWriter(IEnumerable<EventBlock> before, DateTimeOffset time)
{
    private readonly List<ChainEvent> _earlier = [.. before.SelectMany(block => block.Events)];
    private readonly List<ChainEvent> _written = [];

    public ImmutableArray<ChainEvent> Events => [.. _written];

    public IEnumerable<ChainEvent> History => _earlier.Concat(_written);

    private long Next => History.Count(e => e is RegistryEvent) + 1;

    public static Digest Id(string origin) => OnChainId.OfDepartment(origin);

    public static Digest Name(string text) => Digest.Sha256(System.Text.Encoding.UTF8.GetBytes(text));

    public static ChainAddress Account(string text) =>
        ChainAddress.TryParse("0x" + Convert.ToHexStringLower(Name(text).ToArray().AsSpan(0, 20)), out var address) ? address : default;

    public BlockWriter Admit(string origin)
    {
        Write(new DepartmentAdmitted(Id(origin), origin, Account(origin), "http://" + origin, Next));
        return Write(new LogKeyOpened(Id(origin), Name(origin), time, Next));
    }

    public BlockWriter Suspend(string origin) => Write(new DepartmentSuspended(Id(origin), Next));

    public BlockWriter Reinstate(string origin) => Write(new DepartmentReinstated(Id(origin), Next));

    public BlockWriter Move(string origin, string to)
    {
        Write(new OperatorChanged(Id(origin), Account(to), Next));
        return Write(new NodeUrlChanged(Id(origin), "http://" + to, Next));
    }

    public BlockWriter RotateLogKey(string origin, string key)
    {
        var old = History.OfType<LogKeyOpened>().Last(e => e.Department == Id(origin)).Key;
        Write(new LogKeyClosed(Id(origin), old, time, Next));
        return Write(new LogKeyOpened(Id(origin), Name(key), time, Next));
    }

    public BlockWriter CompromiseLogKey(string origin, DateTimeOffset since) =>
        Write(new LogKeyCompromised(Id(origin), History.OfType<LogKeyOpened>().Last(e => e.Department == Id(origin)).Key, since, Next));

    public BlockWriter AddRecordKey(string origin, string key, DateTimeOffset? until = null) =>
        Write(new RecordKeyAdded(Id(origin), Name(key), 1, [.. Name(key).ToArray(), .. Name(key + "y").ToArray()], new Validity(time, until), Next));

    public BlockWriter CloseRecordKey(string origin, string key) => Write(new RecordKeyClosed(Id(origin), Name(key), time, Next));

    public BlockWriter CompromiseRecordKey(string origin, string key, DateTimeOffset since) =>
        Write(new RecordKeyCompromised(Id(origin), Name(key), since, Next));

    public BlockWriter Register(string type) => Write(new TypeRegistered(OnChainId.OfRecordType(type), type, Name(type + " metadata"), Next));

    public BlockWriter Authorise(string origin, string type) => Write(new TypeAuthorised(Id(origin), OnChainId.OfRecordType(type), Next));

    public BlockWriter Deauthorise(string origin, string type) => Write(new TypeDeauthorised(Id(origin), OnChainId.OfRecordType(type), Next));

    public BlockWriter RecordMigration(string origin) => Write(new MigrationRecorded(Id(origin), Name(origin + " migrates"), Next));

    public BlockWriter Anchor(string origin, ulong entries)
    {
        var size = History.OfType<HeadAnchored>().LastOrDefault(e => e.Department == Id(origin))?.NewSize ?? 0;
        return Write(new HeadAnchored(Id(origin), size, size + entries, Name($"{origin} {size + entries} {time}"), Name($"tx {origin} {size} {time}")));
    }

    public BlockWriter SetStatus(string origin, string record, EntryStatus status, string? successor = null)
    {
        var sequence = History.OfType<StatusChanged>().Count(e => e.Department == Id(origin)) + 1;
        return Write(new StatusChanged(Id(origin), Name(record), status, successor is null ? default : Name(successor), sequence));
    }

    private BlockWriter Write(ChainEvent next)
    {
        _written.Add(next);
        return this;
    }
}
