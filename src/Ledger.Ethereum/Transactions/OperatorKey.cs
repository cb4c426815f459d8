using System.Collections.Immutable;
using System.Security.Cryptography;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Transactions;

/// <summary>A secp256k1 account key held in memory. Immutable and safe for use from many threads; never printed.</summary>
public sealed class OperatorKey : IOperatorKey
{
    private readonly byte[] _privateKey;

    /// <param name="privateKey">32 bytes, big-endian, from 1 to n - 1. Copied.</param>
    /// <exception cref="ArgumentException">Any other value.</exception>
    public OperatorKey(ReadOnlySpan<byte> privateKey)
    {
        if (!Secp256k1.IsPrivateKey(privateKey))
        {
            throw new ArgumentException("A secp256k1 private key is 32 bytes from 1 to n - 1.", nameof(privateKey));
        }

        _privateKey = privateKey.ToArray();
        Address = ChainPublicKey.AddressOf(Secp256k1.PublicKey(privateKey));
    }

    public ChainAddress Address { get; }

    /// <summary>A new key from the system's random source.</summary>
    public static OperatorKey Generate()
    {
        Span<byte> candidate = stackalloc byte[32];
        do
        {
            RandomNumberGenerator.Fill(candidate);
        }
        while (!Secp256k1.IsPrivateKey(candidate));

        var key = new OperatorKey(candidate);
        CryptographicOperations.ZeroMemory(candidate);
        return key;
    }

    /// <summary>The 32 private bytes, to be stored encrypted by the caller, who owns and clears the array.</summary>
    public byte[] ExportPrivateKey() => [.. _privateKey];

    public (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash) => Secp256k1.Sign(_privateKey, hash);

    /// <summary>The address, never the key.</summary>
    public override string ToString() => Address.ToString();
}
