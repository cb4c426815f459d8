using Ledger.Auditing;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Tests.Auditing;

/// <summary>Opens one foreign log, wherever somebody says it is.</summary>
internal sealed class FolderLogs(ForeignLog log) : IPublicLogs
{
    public IPublicLog Open(string where, VerifierKey? key) => new Opened(log);

    private sealed class Opened(ForeignLog log) : IPublicLog
    {
        public FaultException? Recognise(Exception problem) => problem is IOException ? new FaultException(RunFaults.Unreachable, problem.Message) : null;

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) => log.ReadAsync(path, cancellationToken);

        public IEnumerable<int> PartialWidths(string fullPath) => log.PartialWidths(fullPath);

        public void Dispose()
        {
        }
    }
}
