using Ledger.Cli.Output;
using Ledger.Ethereum.Transactions;
using Ledger.Faults;
using Ledger.Keys;

namespace Ledger.Cli.Chain;

/// <summary>Reads the private key of an account from a file: 64 hexadecimal digits. Keys never come as arguments, which every user of a machine can see.</summary>
internal static class AccountKeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static async Task<OperatorKey> ReadAsync(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var bytes = await terminal.Inputs.UnmarkedAsync(path, 400, cancellationToken);
        var text = System.Text.Encoding.ASCII.GetString(bytes).Trim();
        text = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        try
        {
            var key = new OperatorKey(KeyOctets.FromBytes(Convert.FromHexString(text)));
            if (path != "-" && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            {
                terminal.Error.WriteLine($"! {path} can be read by others than its owner: chmod 600. 密钥文件可被他人读取，请执行 chmod 600。");
            }

            return key;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new CouldNotRunException(RunFaults.FileMalformed, path, problem);
        }
    }
}
