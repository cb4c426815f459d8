using Ledger.Inputs;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Transactions;

/// <summary>Reads the private key of an account from a file: 64 hexadecimal digits. Keys never come as arguments, which every user of a machine can see.</summary>
public static class AccountKeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads a key.</summary>
    /// <param name="files">Reads the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="warn">Receives a sentence when others may read the file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">The file cannot be read, or holds no key.</exception>
    public static async Task<OperatorKey> ReadAsync(InputFiles files, string path, Action<string> warn, CancellationToken cancellationToken)
    {
        var bytes = await files.UnmarkedAsync(path, 400, cancellationToken);
        var text = System.Text.Encoding.ASCII.GetString(bytes).Trim();
        text = text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text;
        try
        {
            var key = new OperatorKey(KeyOctets.FromBytes(Convert.FromHexString(text)));
            if (path != "-" && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            {
                warn($"! {path} can be read by others than its owner: chmod 600. 密钥文件可被他人读取，请执行 chmod 600。");
            }

            return key;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new FaultException(RunFaults.FileMalformed, path, problem);
        }
    }
}
