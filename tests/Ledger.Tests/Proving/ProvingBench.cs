using Ledger.Anchoring;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Sealing;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Issuing;
using Ledger.Tests.Statuses;
using Ledger.Verify.Seals;

namespace Ledger.Tests.Proving;

/// <summary>All steps of one department, from the request to the bundle.</summary>
internal sealed class ProvingBench : IAsyncDisposable
{
    private readonly RecordIssuer _issuer;
    private int _count;

    private ProvingBench(WorkerBench bench, RecordTypeCatalogue catalogue)
    {
        Bench = bench;
        var log = bench.Log;
        _issuer = new RecordIssuer(log.Department, catalogue, _ => true, log.Clock);
        Sealer = new RecordSealer(log.Department, Signer, log.Payloads, log.Indexes);
        Opener = new RecordOpener(log.Log.Store, log.Payloads);
        Prover = new BundleProver(log.Log, bench.Store, Opener, () => bench.Worker.Source);
        History = new RecordHistory(log.Log.Store, Prover, bench.Store.FindLevelAsync);
    }

    public WorkerBench Bench { get; }

    public Es256Signer Signer { get; } = Es256Signer.Generate();

    public RecordSealer Sealer { get; }

    public RecordOpener Opener { get; }

    public BundleProver Prover { get; }

    public RecordHistory History { get; }

    public static async Task<ProvingBench> OpenAsync(FakeChain? chain = null) =>
        new(await WorkerBench.OpenAsync(chain), await TestCatalogue.LoadAsync());

    public async Task<SealedRecord> SealAsync()
    {
        using var request = Examples.Request(Examples.StudentStatus, json => json["key"] = $"record-{_count++}");
        return (await Sealer.SealAsync(_issuer.Check(request).Required, TestContext.Current.CancellationToken)).Required;
    }

    /// <summary>Encrypts another payload for the subject of a record.</summary>
    public async Task<byte[]> CloseAsync(SealedRecord record, Payload payload)
    {
        var subject = (await Bench.Log.Payloads.FindSubjectAsync(record.Id, record.Subject, TestContext.Current.CancellationToken)).Required;
        return Bench.Log.Payloads.Close(record.Id, subject, payload);
    }

    /// <summary>Logs a record, with the payload of another one if it is given.</summary>
    public async Task<StoredEntry> AppendAsync(SealedRecord record, ReadOnlyMemory<byte>? payload = null) =>
        (await Bench.Log.Log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = record.Id,
            Kind = record.Kind,
            Commitment = record.Commitment,
            Type = record.Type,
            Subject = record.Subject,
            KeyHash = record.KeyHash,
            Fingerprint = record.Fingerprint,
            Payload = payload ?? record.Payload,
        })).Required.Entry;

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        Signer.Dispose();
    }
}
