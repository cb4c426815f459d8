using System.Security.Cryptography;

namespace Ledger.Keys;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) in this system's stored form: version ‖ nonce (12) ‖ ciphertext ‖ tag (16). Nonces are random, because each key
/// encrypts far fewer than 2^32 messages. Stateless.
/// </summary>
internal static class AesGcmBox
{
    /// <summary>How many bytes the stored form is longer than the plain text.</summary>
    public const int Overhead = 1 + NonceLength + TagLength;

    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(KeyOctets key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associatedData)
    {
        var box = new byte[plain.Length + Overhead];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.AsSpan(), TagLength);
        aes.Encrypt(nonce, plain, box.AsSpan(1 + NonceLength, plain.Length), box.AsSpan(box.Length - TagLength), associatedData);
        return box;
    }

    /// <summary>Decrypts. Null if the bytes were not sealed with this key and this associated data.</summary>
    public static byte[]? TryOpen(KeyOctets key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData)
    {
        if (box.Length < Overhead || box[0] != Version)
        {
            return null;
        }

        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key.AsSpan(), TagLength);
        try
        {
            aes.Decrypt(
                box.Slice(1, NonceLength), box.Slice(1 + NonceLength, plain.Length), box[^TagLength..], plain, associatedData);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
