using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Registry;
using Ledger.Faults;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sealing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Cli.Migrations;

/// <summary>
/// Moves one department of a stopped node from chain to chain. Cut off anywhere and run again, it goes on with the record it had made, as
/// long as that still says what the old chain says.
/// </summary>
internal sealed class DepartmentMove(DepartmentId id, DepartmentLayout folder, string origin, string headLock, IMasterKey master, IDepartmentKeys keys)
{
    /// <exception cref="CouldNotRunException">It cannot move; nothing was logged.</exception>
    public async Task<MovedDepartment> RunAsync(
        EthereumAnchorChain old, EthereumAnchorChain next, AddressBook book, bool isDryRun, Action<int> step, CancellationToken cancellationToken)
    {
        var profile = new DepartmentProfile(id, new LocalizedText(id.ToString(), id.ToString()), origin[..^$"/{id}/log".Length]);
        var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = folder.Root, Origin = origin, Held = FileHeadLock.Find(headLock, origin) }, NullLogger.Instance, cancellationToken);
        using var subjects = FileSubjectKeys.Open(folder.SubjectKeys, master);
        var signer = keys.LogKey(id, origin);
        await using var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, new FileTileStore(folder.PublicLog), FileHeadLock.Open(headLock, origin)), signer, new PayloadBox(id, subjects),
            new SequencerOptions(), TimeProvider.System, NullLogger<DepartmentLog>.Instance, cancellationToken);
        step(1);
        var departure = await old.ReadDepartureAsync(origin, null, cancellationToken);
        var left = departure.Chain ?? throw Refused(Refusal.FromFault(MigratingFaults.UnknownOnOld));
        step(2);
        var registration = await ReadNextAsync(next, book, cancellationToken);
        if (await new DepartureCheck(log, store).FindObstacleAsync(left, registration, cancellationToken) is { } obstacle)
        {
            throw Refused(obstacle);
        }

        step(3);
        var records = new MigrationFolder(folder.Migrations);
        var record = await MakeAsync(left, departure, registration.Chain, records, cancellationToken);
        var path = Path.Combine(folder.Migrations, record.Hash.ToHex());
        if (isDryRun)
        {
            return new MovedDepartment(id, record, null, path);
        }

        // In this order: the record is durable before the log commits to it, so that what is logged can always be shown.
        DurableFiles.Replace(folder.MigrationDraft, record.ToBytes());
        step(4);
        var logged = await new MigrationLogger(log, signer, records, TimeProvider.System).LogAsync(record, cancellationToken);
        if (logged.Refusal is { } refusal)
        {
            throw Refused(refusal);
        }

        step(5);
        File.Delete(folder.MigrationDraft);
        return new MovedDepartment(id, record, logged.Required, path);
    }

    private async ValueTask<NextRegistration> ReadNextAsync(EthereumAnchorChain next, AddressBook book, CancellationToken cancellationToken)
    {
        var source = await next.ReadSourceAsync(cancellationToken);
        if (source.LogAnchor != book.Anchor || source.RecordStatus != book.Status)
        {
            throw OptionProblems.BookOfOtherContracts("--to-addresses");
        }

        var registry = new RegistryClient(next);
        return new NextRegistration(
            new NextChain(ChainPlace.FromSource(source), source.RecordStatus, book.Genesis),
            await registry.FindDepartmentAsync(origin, cancellationToken), await registry.ReadLogKeysAsync(origin, cancellationToken),
            await registry.ReadRecordKeysAsync(origin, cancellationToken), source.Latest.Time);
    }

    /// <summary>The record of an earlier run when it still holds, else a new one.</summary>
    private async ValueTask<MigrationRecord> MakeAsync(
        RetiredChain left, Departure departure, NextChain to, MigrationFolder kept, CancellationToken cancellationToken)
    {
        var files = await kept.ListAsync(cancellationToken);
        var made = new MigrationRecord { Origin = origin, Chains = [.. Carried(left, departure, [.. files.Select(file => file.Record)]), left], To = to };
        var draft = File.Exists(folder.MigrationDraft) && MigrationRecord.TryRead(await File.ReadAllBytesAsync(folder.MigrationDraft, cancellationToken), out var read, out _)
            ? read
            : null;
        return files.Select(file => file.Record).Reverse().Append(draft).FirstOrDefault(earlier => earlier is not null && SaysTheSame(earlier, made)) ?? made;
    }

    // The block as of which it was made may be another; everything else must be as it would be now.
    private static bool SaysTheSame(MigrationRecord earlier, MigrationRecord made) =>
        earlier.Chains.Length == made.Chains.Length
        && (earlier with { Chains = [.. earlier.Chains[..^1], earlier.Chains[^1] with { Final = made.Chains[^1].Final }] }).Equals(made);

    /// <summary>What the record by which the department came to the chain it leaves held already.</summary>
    private static IEnumerable<RetiredChain> Carried(RetiredChain left, Departure departure, IReadOnlyList<MigrationRecord> records)
    {
        if (departure.Recorded.IsEmpty)
        {
            return [];
        }

        var approved = records.LastOrDefault(record => record.To.Place == left.Place && departure.Recorded.Any(one => one.RecordHash == record.Hash))
            ?? throw Refused(Refusal.FromFault(MigratingFaults.EarlierMissing));
        return approved.Chains.Select(chain => chain with { LeftBy = chain.LeftBy ?? approved.Hash });
    }

    private static CouldNotRunException Refused(Refusal refusal) => new(refusal.Fault, "");
}
