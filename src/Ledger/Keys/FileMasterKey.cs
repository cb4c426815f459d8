using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Faults;

namespace Ledger.Keys;

/// <summary>
/// A master key in the memory of this process, from a file that only its owner may read, or from a setting. Safe for use from any thread.
/// </summary>
public sealed class FileMasterKey : IMasterKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly KeyOctets _wrapping;
    private readonly KeyOctets _key;

    private FileMasterKey(KeyOctets key)
    {
        _key = key;
        _wrapping = Derive("wrapping of keys");
    }

    /// <summary>Reads the key from a file. Creates the file on first use.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the file is not a master key, or other users may read it.</exception>
    public static FileMasterKey Open(string path)
    {
        if (!File.Exists(path))
        {
            // Only one process creates the key. All others read it below.
            SecretFiles.TryCreate(path, KeyOctets.Create().AsSpan());
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new FaultException(StoreFaults.KeyUnusable, $"{Path.GetFileName(path)} may be read by others; set its mode to 0600.");
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyOctets.Length
            ? new FileMasterKey(KeyOctets.Own(key))
            : throw new FaultException(StoreFaults.KeyUnusable, $"{Path.GetFileName(path)} does not hold 32 bytes.");
    }

    /// <summary>Reads the key from a setting.</summary>
    /// <exception cref="FaultException"><see cref="StoreFaults.KeyUnusable"/>: the text is not 32 bytes in base64.</exception>
    public static FileMasterKey FromBase64(string text)
    {
        var key = new byte[KeyOctets.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyOctets.Length
            ? new FileMasterKey(KeyOctets.Own(key))
            : throw new FaultException(StoreFaults.KeyUnusable, "The master key in the settings is not 32 bytes in base64.");
    }

    public byte[] Wrap(KeyOctets key, ReadOnlySpan<byte> associatedData) => AesGcmBox.Seal(_wrapping, key.AsSpan(), associatedData);

    public KeyOctets? TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData) =>
        AesGcmBox.TryOpen(_wrapping, wrapped, associatedData) is { Length: KeyOctets.Length } key ? KeyOctets.Own(key) : null;

    public KeyOctets Derive(string purpose)
    {
        var derived = new byte[KeyOctets.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.AsSpan(), derived, salt: [], info: Encoding.UTF8.GetBytes("ledger/v1/" + purpose));
        return KeyOctets.Own(derived);
    }
}
