using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Transactions;

/// <summary>A secp256k1 account key held in memory. Immutable and safe for use from many threads; never printed.</summary>
public sealed class OperatorKey : IOperatorKey
{
    private readonly KeyOctets _privateKey;

    /// <param name="privateKey">A number from 1 to n - 1, big-endian. Kept, so the caller does not clear it.</param>
    /// <exception cref="ArgumentException">Any other value.</exception>
    public OperatorKey(KeyOctets privateKey)
    {
        if (!Secp256k1.IsPrivateKey(privateKey.AsSpan()))
        {
            throw new ArgumentException("A secp256k1 private key is a number from 1 to n - 1.", nameof(privateKey));
        }

        _privateKey = privateKey;
        Address = ChainPublicKey.AddressOf(Secp256k1.PublicKey(privateKey.AsSpan()));
    }

    public ChainAddress Address { get; }

    /// <summary>A new key from the system's random source.</summary>
    public static OperatorKey Generate()
    {
        KeyOctets candidate;
        do
        {
            candidate = KeyOctets.Create();
        }
        while (!Secp256k1.IsPrivateKey(candidate.AsSpan()));

        return new OperatorKey(candidate);
    }

    /// <summary>A copy of the private key, to be stored encrypted by the caller, who clears it.</summary>
    public KeyOctets ExportPrivateKey() => KeyOctets.FromBytes(_privateKey.AsSpan());

    public (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash) => Secp256k1.Sign(_privateKey.AsSpan(), hash);

    /// <summary>The address, never the key.</summary>
    public override string ToString() => Address.ToString();
}
