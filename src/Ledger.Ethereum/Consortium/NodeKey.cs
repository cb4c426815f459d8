using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Consortium;

/// <summary>
/// A new key for a chain node, in the files Besu reads: <c>key</c> (only its owner may read it) and <c>key.pub</c>. Whoever has a validator's
/// <c>key</c> is that validator.
/// </summary>
public static class NodeKey
{
    public const string PrivateName = "key";
    public const string PublicName = "key.pub";

    /// <summary>Makes a key and writes both files. Never overwrites one.</summary>
    /// <exception cref="IOException">There is a key already, or the folder cannot be written.</exception>
    public static NodePublicKey Create(string folder)
    {
        var privateKey = OperatorKey.Generate().ExportPrivateKey();
        try
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            Write(Path.Combine(folder, PrivateName), options, Hex.Data(privateKey));
            var publicKey = Hex.Data(Secp256k1.PublicKey(privateKey));
            File.WriteAllText(Path.Combine(folder, PublicName), publicKey + "\n");
            return NodePublicKey.TryParse(publicKey, out var key) ? key : throw new System.Diagnostics.UnreachableException();
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    private static void Write(string path, FileStreamOptions options, string text)
    {
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
