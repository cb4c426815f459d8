using System.Security.Cryptography;

namespace Ledger.Keys;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) as this system stores it: version ‖ nonce (12) ‖ ciphertext ‖ tag (16). Random nonces: a key of ours
/// encrypts far fewer than 2^32 messages. Stateless.
/// </summary>
internal static class AesGcmBox
{
    /// <summary>How much longer the stored form is.</summary>
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

    /// <summary>Null when the box was not sealed with this key and data.</summary>
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
