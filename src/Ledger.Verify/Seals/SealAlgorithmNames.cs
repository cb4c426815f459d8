using System.Diagnostics;

namespace Ledger.Verify.Seals;

/// <summary>Names and sizes of the seal algorithms.</summary>
public static class SealAlgorithmNames
{
    /// <summary>The length in bytes of every signature, for all algorithms.</summary>
    public const int SignatureLength = 64;

    /// <summary>The <c>alg</c> value that this system writes: <c>ES256</c> or <c>Ed25519</c> (RFC 9864).</summary>
    public static string JoseName(this SealAlgorithm algorithm) => algorithm switch
    {
        SealAlgorithm.Es256 => "ES256",
        SealAlgorithm.Ed25519 => "Ed25519",
        _ => throw new UnreachableException($"No seal algorithm has the number {(byte)algorithm}."),
    };

    /// <summary>The length in bytes of a public key: 64 or 32.</summary>
    public static int PublicKeyLength(this SealAlgorithm algorithm) => algorithm switch
    {
        SealAlgorithm.Es256 => 64,
        SealAlgorithm.Ed25519 => 32,
        _ => throw new UnreachableException($"No seal algorithm has the number {(byte)algorithm}."),
    };

    /// <summary>Reads an <c>alg</c> value. <c>EdDSA</c> is the older name of Ed25519: it is read and never written.</summary>
    public static bool TryFromJoseName(string? name, out SealAlgorithm algorithm)
    {
        algorithm = name switch
        {
            "ES256" => SealAlgorithm.Es256,
            "Ed25519" or "EdDSA" => SealAlgorithm.Ed25519,
            _ => default,
        };
        return algorithm != default;
    }

    /// <summary>Reads a number of the registry contract. False for a number that this version cannot check, such as SM2 (3).</summary>
    public static bool TryFromNumber(byte number, out SealAlgorithm algorithm)
    {
        var known = number is (byte)SealAlgorithm.Es256 or (byte)SealAlgorithm.Ed25519;
        algorithm = known ? (SealAlgorithm)number : default;
        return known;
    }
}
