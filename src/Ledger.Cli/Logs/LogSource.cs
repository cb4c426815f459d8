using System.Net;
using Ledger.Auditing;
using Ledger.Cli.Nodes;
using Ledger.Faults;
using Ledger.Inputs;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;

namespace Ledger.Cli.Logs;

/// <summary>
/// A public log at an address or in a folder. A <see cref="CouldNotRunException"/> says that it cannot be reached or read, and nothing about it.
/// </summary>
/// <param name="key">The log's key; null when the caller judges the checkpoint itself.</param>
internal abstract class LogSource(VerifierKey? key) : IPublicLog
{
    public static LogSource Open(string where, VerifierKey? key = null) =>
        Uri.TryCreate(where, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? new Web(address, key)
        : Directory.Exists(where) ? new Folder(where, key)
        : throw new CouldNotRunException(RunFaults.FileUnreadable, where);

    /// <inheritdoc/>
    public UnreadReason? Recognise(Exception problem) =>
        problem is CouldNotRunException unread && (unread.Fault == RunFaults.Unreachable || unread.Fault == RunFaults.Refused || unread.Fault == RunFaults.CannotBeRead
            || unread.Fault == RunFaults.FileUnreadable)
            ? new UnreadReason(unread.Fault, unread.Reason)
            : null;

    /// <exception cref="CouldNotRunException">It cannot be reached, or something else than a file of a log is there.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = await FetchAsync(path, cancellationToken);
        return file is { } bytes && LogFileForm.Describe(path, bytes, key) is { } other ? throw InputFiles.Unreadable(path, other) : file;
    }

    protected abstract ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string path, CancellationToken cancellationToken);

    public virtual IEnumerable<int> PartialWidths(string fullPath) => [];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class Folder(string root, VerifierKey? key) : LogSource(key)
    {
        // Without waiting: the audit reads on several threads, and handing each small file to yet another costs more than reading it.
        protected override ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string path, CancellationToken cancellationToken)
        {
            try
            {
                using var file = File.OpenHandle(Path.Combine(root, path));
                var bytes = new byte[Math.Min(RandomAccess.GetLength(file), ILogFiles.MaxFile)];
                var length = 0;
                for (int read; length < bytes.Length && (read = RandomAccess.Read(file, bytes.AsSpan(length), length)) > 0;)
                {
                    length += read;
                }

                return ValueTask.FromResult<ReadOnlyMemory<byte>?>(bytes.AsMemory(0, length));
            }
            catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
            {
                return ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new CouldNotRunException(RunFaults.FileUnreadable, path, problem) { Reason = "it cannot be opened or read 无法打开或读取" };
            }
        }

        public override IEnumerable<int> PartialWidths(string fullPath)
        {
            var folder = Path.Combine(root, fullPath + ".p");
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
            {
                // Read as the width of any tile, so that "07" or a file half written is none.
                if (TileId.TryParse("tile/0/000.p/" + Path.GetFileName(file), out var id))
                {
                    yield return id.Width;
                }
            }
        }
    }

    private sealed class Web : LogSource
    {
        private readonly HttpClient _http;

        public Web(Uri address, VerifierKey? key)
            : base(key)
        {
            _http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All })
            {
                BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"),
                Timeout = TimeSpan.FromSeconds(30),
            };
        }

        protected override async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string path, CancellationToken cancellationToken)
        {
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(_http.Timeout); // The client's own ends with the headers.
                using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                {
                    return null;
                }

                return response.IsSuccessStatusCode
                    ? await ReadAsync(response, patience.Token)
                    : throw (await NodeProblem.ReadAsync(response, patience.Token)).ToException(path);
            }
            catch (Exception problem) when (problem is HttpRequestException or IOException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested)
            {
                var address = _http.BaseAddress!; // Set in the constructor.
                throw new CouldNotRunException(RunFaults.Unreachable, new Uri(address, path).ToString(), problem) { Reason = $"no answer from {address} 没有答复" };
            }
        }

        protected override void Dispose(bool disposing)
        {
            _http.Dispose();
            base.Dispose(disposing);
        }

        /// <summary>What is larger than any file of a log is cut off, which is a finding; it is not an outage.</summary>
        private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var bytes = new MemoryStream((int)Math.Min(response.Content.Headers.ContentLength ?? 0, ILogFiles.MaxFile));
            var piece = new byte[16 * 1024];
            int read;
            while (bytes.Length < ILogFiles.MaxFile && (read = await body.ReadAsync(piece, cancellationToken)) > 0)
            {
                bytes.Write(piece, 0, read);
            }

            return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
    }
}
