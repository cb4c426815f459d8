using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Entries;
using Ledger.Verify.Proofs;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Bench;

/// <summary>
/// What no verifier of a bundle can avoid: one ES256 signature, and one SHA-256 for each disclosure, each node of the path to the root, the leaf, the
/// committed text and the commitment. It uses the library calls of the verifier, over inputs of the same lengths. Safe for use from any thread.
/// </summary>
/// <param name="text">The signed text (RFC 7515 section 5.2). Its hash is part of the signature.</param>
/// <param name="signature">The signature.</param>
/// <param name="hashed">The lengths of the other hashed inputs.</param>
internal sealed class BareVerification(byte[] text, byte[] signature, ImmutableArray<int> hashed)
{
    private const int NodeLength = 1 + (2 * Digest.Length);

    [ThreadStatic]
    private static byte[]? _input;

    /// <summary>The lengths of the hashed inputs, in bytes, without the signed text.</summary>
    public ImmutableArray<int> Hashed => hashed;

    /// <summary>Reads a bundle of this program.</summary>
    public static BareVerification FromBundle(byte[] utf8)
    {
        if (!RecordBundle.TryRead(utf8, out var bundle, out _) || !SdJwt.TryParse(bundle.Record, out var record, out _)
            || !TlogProof.TryParse(bundle.Proof, out var proof))
        {
            throw new InvalidOperationException("A bundle of ours cannot be read.");
        }

        var jwt = record.IssuerJwt;
        var dot = jwt.LastIndexOf('.');
        var disclosures = bundle.Record.Split('~', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return new BareVerification(
            Encoding.ASCII.GetBytes(jwt[..dot]),
            Base64Url.DecodeFromChars(jwt.AsSpan(dot + 1)),
            [
                .. disclosures.Select(disclosure => disclosure.Length),
                .. proof.Hashes.Select(_ => NodeLength),
                1 + Encoding.UTF8.GetByteCount(bundle.Entry), // The leaf.
                jwt.Length, // The committed text.
                Commitment.SaltLength + Digest.Length, // The commitment.
            ]);
    }

    /// <summary>Verifies the signature.</summary>
    /// <exception cref="InvalidOperationException">It is wrong, so the measurement has no meaning.</exception>
    public void VerifySignature(ECDsa key)
    {
        if (!key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
        {
            throw new InvalidOperationException("A true signature was refused.");
        }
    }

    /// <summary>Hashes one input of each length.</summary>
    public void Hash()
    {
        var input = _input ??= new byte[SdJwtLimits.MaxLength];
        foreach (var length in hashed)
        {
            Digest.Sha256(input.AsSpan(0, length)).CopyTo(input);
        }
    }
}
