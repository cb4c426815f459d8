using System.Collections.Immutable;
using System.Security.Cryptography;
using Ledger.Verify.Trees;
using NBitcoin.Secp256k1;

namespace Ledger.Ethereum.Transactions;

/// <summary>The curve of Ethereum accounts (SEC 2, section 2.4.1), signing as RFC 6979 with low s (EIP-2).</summary>
internal static class Secp256k1
{
    /// <summary>True for 1 to n - 1, the only valid private keys.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> key)
    {
        ECPrivKey? read = null;
        using (key.Length == 32 && ECPrivKey.TryCreate(key, out read) ? read : null)
        {
            return read is not null;
        }
    }

    /// <summary>The uncompressed public key without its 0x04 prefix: x ‖ y, 64 bytes.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        using var key = ECPrivKey.Create(privateKey);
        return key.CreatePubKey().ToBytes(compressed: false)[1..];
    }

    /// <summary>32 bytes each for r and s, leading zeros included; the recovery id is 0 or 1.</summary>
    public static (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(ReadOnlySpan<byte> privateKey, Digest hash)
    {
        using var key = ECPrivKey.Create(privateKey);
        var compact = new byte[64];
        if (!key.TrySignRecoverable(hash.ToArray(), out var signature) || signature is null
            || !ECPubKey.TryRecover(Context.Instance, signature, hash.ToArray(), out var signer) || signer != key.CreatePubKey())
        {
            // Faulty memory or a faulty library. Nothing was signed.
            throw new CryptographicException("A signature did not recover to its own key.");
        }

        signature.WriteToSpanCompact(compact, out var recoveryId);
        return ([.. compact[..32]], [.. compact[32..]], recoveryId);
    }
}
