using System.Security.Cryptography;
using System.Text;

namespace Ledger.Keys;

/// <summary>A master key held in this process, from a file only its owner may read or from a setting. Safe for use from any thread.</summary>
public sealed class FileMasterKey : IMasterKey
{
    private const int KeyLength = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _wrapping;
    private readonly byte[] _key;

    private FileMasterKey(byte[] key)
    {
        _key = key;
        _wrapping = Derive("wrapping of keys");
    }

    /// <summary>The key in a file, which is made on first use.</summary>
    /// <exception cref="KeyUnusableException">The file is not a master key, or others may read it.</exception>
    public static FileMasterKey Open(string path)
    {
        if (!File.Exists(path))
        {
            // Whoever is first made the key; all others read it below.
            SecretFiles.TryCreate(path, RandomNumberGenerator.GetBytes(KeyLength));
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new KeyUnusableException($"{Path.GetFileName(path)} may be read by others; set its mode to 0600.");
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyLength ? new FileMasterKey(key) : throw new KeyUnusableException($"{Path.GetFileName(path)} does not hold 32 bytes.");
    }

    /// <summary>The key in a setting.</summary>
    /// <exception cref="KeyUnusableException">Not 32 bytes in base64.</exception>
    public static FileMasterKey FromBase64(string text)
    {
        var key = new byte[KeyLength];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyLength
            ? new FileMasterKey(key)
            : throw new KeyUnusableException("The master key in the settings is not 32 bytes in base64.");
    }

    public byte[] Wrap(ReadOnlySpan<byte> key, ReadOnlySpan<byte> associatedData) => AesGcmBox.Seal(_wrapping, key, associatedData);

    public byte[]? TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> associatedData) => AesGcmBox.TryOpen(_wrapping, wrapped, associatedData);

    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyLength, info: Encoding.UTF8.GetBytes("ledger/v1/" + purpose));
}
