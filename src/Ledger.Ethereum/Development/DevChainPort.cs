using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ledger.Files;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Development;

/// <summary>The port of the chain on 127.0.0.1. It is kept from start to start, so that copied commands still work.</summary>
internal static class DevChainPort
{
    private const string FileName = "port";

    /// <exception cref="FaultException">The requested port is in use.</exception>
    public static int Choose(string directory, int? wanted)
    {
        if (wanted is { } port)
        {
            return IsFree(port) ? port : throw DevChainProblems.PortTaken(port);
        }

        return Remembered(directory) is { } last && IsFree(last) ? last : AnyFree();
    }

    /// <exception cref="FaultException">The folder cannot be written.</exception>
    public static void Remember(string directory, int port)
    {
        try
        {
            DurableFiles.CreateFolder(directory);
            DurableFiles.Replace(Path.Combine(directory, FileName), System.Text.Encoding.ASCII.GetBytes(port.ToString(CultureInfo.InvariantCulture) + "\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DevChainProblems.DirectoryNotWritable(directory, exception);
        }
    }

    private static int? Remembered(string directory)
    {
        var path = Path.Combine(directory, FileName);
        return File.Exists(path)
            && int.TryParse(File.ReadAllText(path).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= IPEndPoint.MaxPort ? port : null;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
