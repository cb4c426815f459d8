using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Ledger.Keys;

/// <summary>Encrypts one private key as PKCS#8: RFC 5958 with PBES2 (RFC 8018), AES-256-CBC and HMAC-SHA-256. Stateless.</summary>
internal static class EncryptedKey
{
    // The pass phrase has 256 bits from the master key. It cannot be guessed, so slow derivation gains nothing.
    private const int Iterations = 1000; // RFC 8018 section 4.2: the minimum.
    private const int SaltLength = 16;

    public static byte[] Encrypt(KeyKind kind, KeyOctets secret, string passPhrase) =>
        EncryptedPrivateKeyInfoFactory.CreateEncryptedPrivateKeyInfo(
            NistObjectIdentifiers.IdAes256Cbc, PkcsObjectIdentifiers.IdHmacWithSha256, passPhrase.ToCharArray(),
            RandomNumberGenerator.GetBytes(SaltLength), Iterations, new SecureRandom(), kind.Encode(secret)).GetDerEncoded();

    /// <summary>The secret.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, holds another kind of key, or was encrypted with another pass phrase.</exception>
    public static KeyOctets Decrypt(KeyKind kind, byte[] file, string passPhrase)
    {
        try
        {
            var encrypted = EncryptedPrivateKeyInfo.GetInstance(Asn1Object.FromByteArray(file));
            var algorithm = encrypted.EncryptionAlgorithm;
            if (!algorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdPbeS2)
                || !PbeS2Parameters.GetInstance(algorithm.Parameters).KeyDerivationFunc.Algorithm.Equals(PkcsObjectIdentifiers.IdPbkdf2))
            {
                throw new InvalidDataException("Not encrypted the way ours are.");
            }

            return kind.TryDecode(PrivateKeyInfoFactory.CreatePrivateKeyInfo(passPhrase.ToCharArray(), encrypted))
                ?? throw new InvalidDataException("Not a key of this kind, or its halves differ.");
        }
        catch (Exception unreadable) when (unreadable is not (InvalidDataException or OutOfMemoryException))
        {
            // The library throws many types of exceptions here, and their messages may quote the secret.
            throw new InvalidDataException("Not an encrypted private key of ours: " + unreadable.GetType().Name);
        }
    }
}
