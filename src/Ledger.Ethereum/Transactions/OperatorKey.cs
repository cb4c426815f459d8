using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Transactions;

/// <summary>A secp256k1 account key in memory. Immutable and thread-safe; never printed.</summary>
public sealed class OperatorKey : IOperatorKey
{
    private readonly KeyOctets _privateKey;

    /// <param name="privateKey">A number from 1 to n − 1, big-endian. The object is kept, so the caller must not clear it.</param>
    /// <exception cref="ArgumentException">The value is not in that range.</exception>
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

    /// <summary>Makes a new key from the random source of the system.</summary>
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

    /// <summary>Returns a copy of the private key, to be stored encrypted. The caller must clear it.</summary>
    public KeyOctets ExportPrivateKey() => KeyOctets.FromBytes(_privateKey.AsSpan());

    public (ImmutableArray<byte> R, ImmutableArray<byte> S, int RecoveryId) Sign(Digest hash) => Secp256k1.Sign(_privateKey.AsSpan(), hash);

    /// <summary>The address; never the key.</summary>
    public override string ToString() => Address.ToString();
}
