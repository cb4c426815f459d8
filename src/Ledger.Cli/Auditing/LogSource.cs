using System.Net;
using Ledger.Cli.Output;
using Ledger.Verify.Tiles;

namespace Ledger.Cli.Auditing;

/// <summary>Where the files of a public log are read from.</summary>
internal abstract class LogSource : IDisposable
{
    /// <summary>No tile is larger than 8 KiB; an entry bundle holds 256 entries of at most 64 KiB.</summary>
    private const int MaxFile = 17 * 1024 * 1024;

    /// <summary>A log at an address or in a folder.</summary>
    public static LogSource Open(string where) =>
        Uri.TryCreate(where, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? new Web(address)
        : Directory.Exists(where) ? new Folder(where)
        : throw new CliException(CliFaults.FileUnreadable, where);

    /// <summary>A file; null when the log says it has none.</summary>
    /// <exception cref="CliException">The log cannot be reached, which says nothing about it.</exception>
    public abstract Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// The widths of the partial files beside a full one, those of today and older ones that nobody has removed. Empty where files
    /// cannot be listed.
    /// </summary>
    public virtual IEnumerable<int> PartialWidths(string fullPath) => [];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class Folder(string root) : LogSource
    {
        public override async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
        {
            try
            {
                return await File.ReadAllBytesAsync(Path.Combine(root, path), cancellationToken);
            }
            catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new CliException(CliFaults.FileUnreadable, path, problem);
            }
        }

        public override IEnumerable<int> PartialWidths(string fullPath)
        {
            var folder = new DirectoryInfo(Path.Combine(root, fullPath + ".p"));
            foreach (var file in folder.Exists ? folder.GetFiles() : [])
            {
                // Read as the width of any tile, so that "07" or a file half written is none.
                if (TileId.TryParse("tile/0/000.p/" + file.Name, out var id))
                {
                    yield return id.Width;
                }
            }
        }
    }

    private sealed class Web : LogSource
    {
        private readonly HttpClient _http;

        public Web(Uri address)
        {
            _http = new HttpClient
            {
                BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"),
                Timeout = TimeSpan.FromSeconds(30),
                MaxResponseContentBufferSize = MaxFile,
            };
        }

        public override async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
        {
            try
            {
                using var response = await _http.GetAsync(path, cancellationToken);
                if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                {
                    return null;
                }

                return response.IsSuccessStatusCode
                    ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
                    : throw new CliException(CliFaults.Unreachable, $"{path}: HTTP {(int)response.StatusCode}");
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new CliException(CliFaults.Unreachable, new Uri(_http.BaseAddress!, path).ToString(), problem); // Set in the constructor.
            }
        }

        protected override void Dispose(bool disposing)
        {
            _http.Dispose();
            base.Dispose(disposing);
        }
    }
}
