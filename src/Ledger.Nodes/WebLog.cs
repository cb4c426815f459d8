using System.Net;
using Ledger.Auditing;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Nodes;

/// <summary>A public log at an address. Safe for use from any thread.</summary>
internal sealed class WebLog : LogSource
{
    private readonly HttpClient _http;
    private readonly Uri _address;

    public WebLog(HttpClient http, Uri address, VerifierKey? key)
        : base(key)
    {
        _http = http;
        _address = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        _http.BaseAddress = _address;
    }

    protected override async ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(_http.Timeout); // The client's own timeout covers only the headers.
            using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            {
                return null;
            }

            return response.IsSuccessStatusCode
                ? await ReadAsync(response, patience.Token)
                : throw (await NodeProblem.ReadAsync(response, patience.Token)).ToException(path);
        }
        catch (Exception problem) when ((Outages.Includes(problem) || problem is IOException) && !cancellationToken.IsCancellationRequested)
        {
            throw new FaultException(RunFaults.Unreachable, new Uri(_address, path).ToString(), problem) { Reason = $"no answer from {_address} 没有答复" };
        }
    }

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads a file. A file that is too large for a log is truncated, and the audit then reports a finding.</summary>
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
