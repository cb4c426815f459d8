using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ledger.Web.Tests.Endpoints;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Auditing;

/// <summary>A relay of <c>tests/vectors/cases</c> between a program and its chain, in a separate process.</summary>
internal sealed class ChainRelay : IAsyncDisposable
{
    private readonly Process _process;

    private ChainRelay(Process process, Uri address)
    {
        _process = process;
        Address = address.ToString();
    }

    public static string Folder => Path.Combine(ApiDocument.FindSources(), "tests", "vectors", "cases");

    public string Address { get; }

    /// <param name="script">The script of the relay, relative to the folder of cases.</param>
    /// <param name="form">The form of its answers. Empty for the default.</param>
    /// <param name="chain">The address of the chain behind it.</param>
    public static async Task<ChainRelay> StartAsync(string script, string form, string chain)
    {
        var address = NodeProcess.FreeAddress();
        var port = new Uri(chain).Port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["node", Path.Combine(Folder, script), address.Port.ToString(CultureInfo.InvariantCulture), port, .. form.Length > 0 ? (string[])[form] : []];
        var relay = new ChainRelay(Process.Start(Programs.StartCommand(arguments)) ?? throw new InvalidOperationException("Nothing was started."), address);
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var probe = new TcpClient();
                try
                {
                    await probe.ConnectAsync(address.Host, address.Port);
                    return true;
                }
                catch (SocketException)
                {
                    return false;
                }
            },
            "the relay listens");
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
