using System.Collections.Immutable;
using Ledger.Complaints;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Erasing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Migrating;
using Ledger.Proving;
using Ledger.Sharing;
using Ledger.Statuses;
using Ledger.Subjects;
using Ledger.Verify.Seals;

namespace Ledger.Hosting;

/// <summary>
/// One open department: its log and every step over it. <see cref="DepartmentOpener"/> creates it. Safe for use from any thread. Disposing it commits
/// waiting entries and closes the files.
/// </summary>
public sealed class HostedDepartment : IAsyncDisposable
{
    private readonly ChainWorker? _chain;
    private readonly ISubjectKeys _subjects;
    private readonly Es256Signer _signer;

    internal HostedDepartment(ChainWorker? chain, ISubjectKeys subjects, Es256Signer signer)
    {
        _chain = chain;
        _subjects = subjects;
        _signer = signer;
    }

    public required DepartmentProfile Profile { get; init; }

    public required DepartmentLog Log { get; init; }

    public required IDepartmentStore Store { get; init; }

    public required AuthorisedTypes Types { get; init; }

    /// <summary>Whether the registry assigns the department to this node.</summary>
    public required Registration Registration { get; init; }

    /// <summary>The public record keys, oldest first, for the issuer metadata.</summary>
    public required ImmutableArray<Jwk> RecordKeys { get; init; }

    /// <summary>Reconciles the log with the chain.</summary>
    /// <exception cref="InvalidOperationException">The department was opened without a chain.</exception>
    public ChainWorker Chain => _chain ?? throw new InvalidOperationException("The department was opened without a chain.");

    public required RecordAppender Records { get; init; }

    public required BatchAppender Batches { get; init; }

    public required StatusChanger Statuses { get; init; }

    /// <summary>Reads why statuses were changed and by whom.</summary>
    public required StatusReader StatusDetails { get; init; }

    public required RecordOpener Opener { get; init; }

    /// <summary>Finds records by document number.</summary>
    public required DocumentNumbers Documents { get; init; }

    /// <summary>Erases subjects.</summary>
    public required ErasureDesk Erasures { get; init; }

    /// <summary>Finds persons.</summary>
    public required SubjectFinder Subjects { get; init; }

    /// <summary>Logs each read of claims before they are shown.</summary>
    public required DisclosureLogger Disclosures { get; init; }

    /// <summary>Reads who looked at what and why.</summary>
    public required DisclosureReader DisclosureDetails { get; init; }

    /// <summary>Makes, finds and ends shares.</summary>
    public required ShareDesk Shares { get; init; }

    /// <summary>Logs complaints of residents and reads them.</summary>
    public required ComplaintDesk Complaints { get; init; }

    public required BundleProver Prover { get; init; }

    public required RecordHistory History { get; init; }

    /// <summary>The migration records of the department.</summary>
    public required IMigrationStore Migrations { get; init; }

    /// <summary>The trusted time. A clock that is ahead must not end an authority of the registry.</summary>
    public DateTimeOffset TrustedTime => Log.Clock.Read(Log.Publisher.Published.Head.At).Trusted;

    /// <summary>Starts reconciling with the chain. Call it once.</summary>
    /// <param name="interval">The pause between two polls of the chain.</param>
    public void Start(TimeSpan interval) => Chain.Start(interval);

    /// <summary>Commits waiting entries and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.StopAsync(CancellationToken.None);
        }

        try
        {
            await Log.DisposeAsync();
        }
        finally
        {
            await _subjects.DisposeAsync();
            _signer.Dispose();
            Erasures.Dispose();
            _chain?.Dispose();
        }
    }
}
