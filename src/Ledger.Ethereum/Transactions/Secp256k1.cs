using System.Collections.Immutable;
using System.Security.Cryptography;
using Ledger.Verify.Trees;
using NBitcoin.Secp256k1;

namespace Ledger.Ethereum.Transactions;

/// <summary>The curve of Ethereum accounts (SEC 2, section 2.4.1), signing as RFC 6979 with low s (EIP-2).</summary>
internal static class Secp256k1
{
    /// <summary>True for the valid private keys, 1 to n − 1.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> key)
    {
        ECPrivKey? read = null;
        using (key.Length == 32 && ECPrivKey.TryCreate(key, out read) ? read : null)
        {
            return read is not null;
        }
    }

    /// <summary>The uncompressed public key without the prefix 0x04: x ‖ y, 64 bytes.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        using var key = ECPrivKey.Create(privateKey);
        return key.CreatePubKey().ToBytes(compressed: false)[1..];
    }

    /// <summary>Signs a hash. r and s have 32 bytes each, including leading zeros; the recovery id is 0 or 1.</summary>
    public static (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(ReadOnlySpan<byte> privateKey, Digest hash)
    {
        using var key = ECPrivKey.Create(privateKey);
        var compact = new byte[64];
        if (!key.TrySignRecoverable(hash.ToArray(), out var signature) || signature is null
            || !ECPubKey.TryRecover(Context.Instance, signature, hash.ToArray(), out var signer) || signer != key.CreatePubKey())
        {
            // The memory or the library is faulty. Nothing was signed.
            throw new CryptographicException("A signature did not recover to its own key.");
        }

        signature.WriteToSpanCompact(compact, out var recoveryId);
        return ([.. compact[..32]], [.. compact[32..]], recoveryId);
    }
}
