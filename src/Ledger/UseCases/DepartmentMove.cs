using Ledger.Anchoring;
using Ledger.Auditing.Nodes;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Hosting;
using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Sealing;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.UseCases;

/// <summary>
/// Moves one department of a stopped node from one chain to another. After an interruption, run it again: it continues with the record that it
/// made before, if that record still agrees with the old chain.
/// </summary>
/// <param name="stores">The stores of the data directory.</param>
/// <param name="old">The chain that the department leaves.</param>
/// <param name="next">The chain that it moves to.</param>
/// <param name="clock">The clock of the log.</param>
internal sealed class DepartmentMove(IDepartmentStores stores, ILeftChain old, IAuditedChain next, TimeProvider clock)
{
    /// <summary>The department.</summary>
    public required DepartmentId Id { get; init; }

    /// <summary>The origin of its log.</summary>
    public required string Origin { get; init; }

    /// <summary>Its folder in the data directory, with the draft of the record.</summary>
    public required DepartmentLayout Folder { get; init; }

    /// <summary>Its keys.</summary>
    public required IDepartmentKeys Keys { get; init; }

    /// <summary>Moves the department.</summary>
    /// <exception cref="FaultException">The department cannot move. Nothing was logged.</exception>
    public async Task<MovedDepartment> RunAsync(AddressBook book, bool isDryRun, Action<int> step, CancellationToken cancellationToken)
    {
        var profile = new DepartmentProfile(Id, new LocalizedText(Id.ToString(), Id.ToString()), Origin[..^$"/{Id}/log".Length]);
        await stores.CarryOverAsync(profile, cancellationToken);
        await using var held = await stores.OpenHeadLockAsync(profile, cancellationToken);
        await using var store = await stores.OpenAsync(profile, held.Held, cancellationToken);
        await using var subjects = await stores.OpenSubjectKeysAsync(profile, cancellationToken);
        var signer = Keys.LogKey(Id, Origin);
        await using var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, stores.OpenTiles(profile), held), signer, new PayloadBox(Id, subjects), new SequencerOptions(), clock,
            NullLogger<DepartmentLog>.Instance, cancellationToken);
        step(1);
        var departure = await old.ReadDepartureAsync(Origin, null, cancellationToken);
        var left = departure.Chain ?? throw Refused(Refusal.FromFault(MigratingFaults.UnknownOnOld));
        step(2);
        var registration = await ReadNextAsync(book, cancellationToken);
        if (await new DepartureCheck(log, store).FindObstacleAsync(left, registration, cancellationToken) is { } obstacle)
        {
            throw Refused(obstacle);
        }

        step(3);
        var records = stores.OpenMigrations(profile);
        var record = await MakeAsync(left, departure, registration.Chain, records, cancellationToken);
        var path = Path.Combine(Folder.Migrations, record.Hash.ToHex());
        if (isDryRun)
        {
            return new MovedDepartment(Id, record, null, path);
        }

        // The record must be durable before the log commits to it. Otherwise a crash could leave a log entry whose record is lost.
        DurableFiles.Replace(Folder.MigrationDraft, record.ToBytes());
        step(4);
        var logged = await new MigrationLogger(log, signer, records, clock).LogAsync(record, cancellationToken);
        if (logged.Refusal is { } refusal)
        {
            throw Refused(refusal);
        }

        step(5);
        File.Delete(Folder.MigrationDraft);
        return new MovedDepartment(Id, record, logged.Required, path);
    }

    private async ValueTask<NextRegistration> ReadNextAsync(AddressBook book, CancellationToken cancellationToken)
    {
        var source = await next.ReadSourceAsync(cancellationToken);
        if (source.LogAnchor != book.Anchor || source.RecordStatus != book.Status)
        {
            throw OptionProblems.BookOfOtherContracts("--to-addresses");
        }

        return new NextRegistration(
            new NextChain(ChainPlace.FromSource(source), source.RecordStatus, book.Genesis),
            await next.FindDepartmentAsync(Origin, cancellationToken), await next.ReadLogKeysAsync(Origin, cancellationToken),
            await next.ReadRecordKeysAsync(Origin, cancellationToken), source.Latest.Time);
    }

    /// <summary>Returns the record of an earlier run if it still agrees with the chain. Otherwise makes a new one.</summary>
    private async ValueTask<MigrationRecord> MakeAsync(
        RetiredChain left, Departure departure, NextChain to, IMigrationStore kept, CancellationToken cancellationToken)
    {
        var files = await kept.ListAsync(cancellationToken);
        var made = new MigrationRecord { Origin = Origin, Chains = [.. Carried(left, departure, [.. files.Select(file => file.Record)]), left], To = to };
        var draft = File.Exists(Folder.MigrationDraft) && MigrationRecord.TryRead(await File.ReadAllBytesAsync(Folder.MigrationDraft, cancellationToken), out var read, out _)
            ? read
            : null;
        return files.Select(file => file.Record).Reverse().Append(draft).FirstOrDefault(earlier => earlier is not null && SaysTheSame(earlier, made)) ?? made;
    }

    // Only the block of the reading may differ. Every other fact must be unchanged.
    private static bool SaysTheSame(MigrationRecord earlier, MigrationRecord made) =>
        earlier.Chains.Length == made.Chains.Length
        && (earlier with { Chains = [.. earlier.Chains[..^1], earlier.Chains[^1] with { Final = made.Chains[^1].Final }] }).Equals(made);

    /// <summary>Returns the retired chains of the earlier migration that brought the department to the chain it now leaves.</summary>
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

    private static FaultException Refused(Refusal refusal) => new(refusal.Fault, "");
}
