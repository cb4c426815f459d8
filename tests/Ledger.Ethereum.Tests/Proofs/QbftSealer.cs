using System.Collections.Immutable;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Proofs;

/// <summary>Seals headers as validators do. The private keys are the small numbers from 1.</summary>
internal static class QbftSealer
{
    public static ChainAddress AddressOf(int key) => ChainPublicKey.AddressOf(Secp256k1.PublicKey(PrivateKey(key)));

    /// <summary>Returns the same header with these validators, in ascending order as Besu requires, and without seals.</summary>
    public static QbftHeader Rewrite(QbftHeader header, IEnumerable<int> keys, int round) => header.With(header.ExtraData with
    {
        Validators = [.. keys.Select(AddressOf).OrderBy(address => address.ToString(), StringComparer.Ordinal)],
        Round = round,
        Seals = [],
    });

    /// <summary>Returns the same header with the seals of these keys.</summary>
    public static QbftHeader Seal(QbftHeader header, IEnumerable<int> keys) =>
        header.With(header.ExtraData with { Seals = [.. keys.Select(key => Seal(header.SealHash, key))] });

    /// <summary>One commit seal: r, s and the recovery id.</summary>
    public static ImmutableArray<byte> Seal(Digest sealHash, int key)
    {
        var (r, s, recoveryId) = Secp256k1.Sign(PrivateKey(key), sealHash);
        return [.. r, .. s, (byte)recoveryId];
    }

    private static byte[] PrivateKey(int key) => [.. new byte[28], (byte)(key >> 24), (byte)(key >> 16), (byte)(key >> 8), (byte)key];
}
