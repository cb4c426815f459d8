using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities;

namespace Ledger.Consortium;

/// <summary>
/// Makes a key for a chain node, in the files that Besu reads: <c>key</c> (readable by its owner only) and <c>key.pub</c>. Whoever has the
/// <c>key</c> of a validator can act as that validator.
/// </summary>
public static class NodeKey
{
    public const string PrivateName = "key";
    public const string PublicName = "key.pub";

    private const int PrivateLength = 32;

    /// <summary>Makes a key and writes both files. Never overwrites a file.</summary>
    /// <exception cref="IOException">A key already exists, or the folder cannot be written.</exception>
    public static NodePublicKey Create(string folder)
    {
        var (privateKey, publicPoint) = Generate();
        try
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            Write(Path.Combine(folder, PrivateName), options, "0x" + Convert.ToHexStringLower(privateKey));
            var publicKey = "0x" + Convert.ToHexStringLower(publicPoint);
            File.WriteAllText(Path.Combine(folder, PublicName), publicKey + "\n");
            return NodePublicKey.TryParse(publicKey, out var key) ? key : throw new System.Diagnostics.UnreachableException();
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    // The private key: 32 bytes from 1 to n - 1. The public key: x ‖ y.
    private static (byte[] PrivateKey, byte[] PublicKey) Generate()
    {
        var curve = CustomNamedCurves.GetByName("secp256k1");
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(new ECDomainParameters(curve), new SecureRandom(new CryptoApiRandomGenerator())));
        var pair = generator.GenerateKeyPair();
        return (
            BigIntegers.AsUnsignedByteArray(PrivateLength, ((ECPrivateKeyParameters)pair.Private).D),
            ((ECPublicKeyParameters)pair.Public).Q.Normalize().GetEncoded(compressed: false)[1..]);
    }

    private static void Write(string path, FileStreamOptions options, string text)
    {
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }
}
