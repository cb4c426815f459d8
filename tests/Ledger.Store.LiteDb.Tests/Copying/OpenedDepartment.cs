using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Statuses;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>A department with its writer, as a node opens it: first it is carried over.</summary>
internal sealed class OpenedDepartment : IAsyncDisposable
{
    private static readonly byte[] LogKeySeed = [.. Enumerable.Repeat((byte)7, 32)];

    private readonly DepartmentLog _log;
    private readonly Es256Signer _signer;
    private readonly RecordAppender _records;
    private readonly StatusChanger _statuses;

    private OpenedDepartment(IDepartmentStore store, FileSubjectKeys keys, DepartmentLog log, RecordTypeCatalogue catalogue, Es256Signer signer)
    {
        var indexes = new BlindIndexes(EarlierDepartment.Master);
        (Store, Keys, _log, _signer) = (store, keys, log, signer);
        Box = new PayloadBox(EarlierDepartment.Profile.Id, keys);
        Documents = new DocumentNumbers(store, store, Box, indexes, catalogue);
        _statuses = new StatusChanger(log, Box, indexes);
        _records = new RecordAppender(
            new RecordIssuer(EarlierDepartment.Profile, catalogue, _ => true, TimeProvider.System), new RecordSealer(EarlierDepartment.Profile, signer, Box, indexes),
            Documents, indexes, Box, log);
    }

    public IDepartmentStore Store { get; }

    public FileSubjectKeys Keys { get; }

    public PayloadBox Box { get; }

    public LogHead Head => _log.Publisher.Published.Head;

    private DocumentNumbers Documents { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OpenedDepartment> OpenAsync(EarlierDepartment department)
    {
        var (stores, profile) = (department.Stores(), EarlierDepartment.Profile);
        await stores.CarryOverAsync(profile, Cancel);
        var held = await stores.OpenHeadLockAsync(profile, Cancel);
        var store = await stores.OpenAsync(profile, held.Held, Cancel);
        var keys = (FileSubjectKeys)await stores.OpenSubjectKeysAsync(profile, Cancel);
        var log = await DepartmentLog.OpenAsync(
            profile, new LogStorage(store, stores.OpenTiles(profile), held), new Ed25519NoteSigner(profile.Origin, LogKeySeed), new PayloadBox(profile.Id, keys),
            new SequencerOptions { BatchWindow = TimeSpan.Zero }, TimeProvider.System, NullLogger<DepartmentLog>.Instance, Cancel);
        var opened = new OpenedDepartment(store, keys, log, await RecordTypeCatalogue.LoadAsync(Cancel), Es256Signer.Generate());
        await opened.Documents.CatchUpAsync(Cancel);
        return opened;
    }

    public async Task<Outcome<Appended>> IssueAsync(byte[] request)
    {
        using var read = RecordRequestReader.Read(request).Required;
        return await _records.AppendAsync(read);
    }

    public async Task<Outcome<Appended>> ChangeAsync(RecordId record, StatusRequest status, string key) =>
        await _statuses.ChangeAsync(record, status, key, "desk-3", Cancel);

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        Keys.Dispose();
        _signer.Dispose();
    }
}
