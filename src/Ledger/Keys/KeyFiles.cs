using System.Collections.Immutable;
using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace Ledger.Keys;

/// <summary>
/// The private keys of a node's departments: encrypted PKCS#8 files (RFC 5958, PBES2 of RFC 8018) under
/// <c>keys/{department}/</c>, made on first use and never overwritten. Safe for use by one process.
/// </summary>
public sealed class KeyFiles
{
    // The pass phrase is 256 bits from the master key, so nothing is gained by making each guess slow.
    private const int Iterations = 10_000;
    private const int SaltLength = 16;
    private const string RecordKeyPrefix = "record-";
    private const string Extension = ".p8";

    private readonly string _folder;
    private readonly string _passPhrase;

    /// <param name="folder">The folder of all keys.</param>
    /// <param name="master">What the files are encrypted under.</param>
    public KeyFiles(string folder, IMasterKey master)
    {
        _folder = folder;
        _passPhrase = Convert.ToHexStringLower(master.Derive("encryption of key files"));
    }

    /// <summary>The key that seals a department's records; the newest when there are several. Made on first use.</summary>
    public Es256Signer RecordKey(DepartmentId department)
    {
        var newest = FindRecordKeys(department).LastOrDefault();
        return newest is null ? CreateRecordKey(department) : ReadRecordKey(newest);
    }

    /// <summary>Makes a further record key, which is the one to seal with from now on.</summary>
    public Es256Signer CreateRecordKey(DepartmentId department)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = new Es256Signer(ecdsa.ExportParameters(includePrivateParameters: true));
        var order = FindRecordKeys(department).Length + 1;
        var pkcs8 = ecdsa.ExportEncryptedPkcs8PrivateKey(
            _passPhrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations));
        SecretFiles.Write(PathOf(department, $"{RecordKeyPrefix}{order:d4}"), pkcs8);
        return signer;
    }

    /// <summary>The public halves of all record keys a department ever had here, oldest first.</summary>
    public ImmutableArray<Jwk> RecordKeys(DepartmentId department)
    {
        var keys = ImmutableArray.CreateBuilder<Jwk>();
        foreach (var path in FindRecordKeys(department))
        {
            using var signer = ReadRecordKey(path);
            keys.Add(signer.PublicKey);
        }

        return keys.ToImmutable();
    }

    /// <summary>The key that signs a department's checkpoints, under the log's origin. Made on first use.</summary>
    public INoteSigner LogKey(DepartmentId department, string origin)
    {
        var key = ReadOrCreate(
            PathOf(department, "log"), () => new Ed25519PrivateKeyParameters(new SecureRandom()));
        return key is Ed25519PrivateKeyParameters ed25519
            ? new Ed25519NoteSigner(origin, ed25519.GetEncoded())
            : throw Unusable(PathOf(department, "log"), null);
    }

    /// <summary>The 32 bytes of a secp256k1 private key: the account a department, or the node itself, has on the chain.</summary>
    /// <param name="owner">The department, or the folder name of something else that has an account.</param>
    public byte[] AccountKey(string owner)
    {
        var path = Path.Combine(_folder, owner, "account" + Extension);
        var domain = new ECDomainParameters(Org.BouncyCastle.Asn1.Sec.SecNamedCurves.GetByName("secp256k1"));
        var key = ReadOrCreate(path, () => new ECPrivateKeyParameters(NewScalar(domain), domain));
        return key is ECPrivateKeyParameters secp256k1
            ? Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(32, secp256k1.D)
            : throw Unusable(path, null);
    }

    private static Org.BouncyCastle.Math.BigInteger NewScalar(ECDomainParameters domain)
    {
        while (true)
        {
            var candidate = new Org.BouncyCastle.Math.BigInteger(1, RandomNumberGenerator.GetBytes(32));
            if (candidate.SignValue > 0 && candidate.CompareTo(domain.N) < 0)
            {
                return candidate;
            }
        }
    }

    private static KeyUnusableException Unusable(string path, Exception? inner) =>
        new($"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)} is damaged or belongs to another master key.", inner);

    private string[] FindRecordKeys(DepartmentId department)
    {
        var folder = Path.Combine(_folder, department.ToString());
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, RecordKeyPrefix + "*" + Extension).Order(StringComparer.Ordinal)]
            : [];
    }

    private Es256Signer ReadRecordKey(string path)
    {
        using var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportEncryptedPkcs8PrivateKey(_passPhrase, File.ReadAllBytes(path), out _);
            return new Es256Signer(ecdsa.ExportParameters(includePrivateParameters: true));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            throw Unusable(path, unreadable);
        }
    }

    private Org.BouncyCastle.Crypto.AsymmetricKeyParameter ReadOrCreate(string path, Func<Org.BouncyCastle.Crypto.AsymmetricKeyParameter> create)
    {
        if (!File.Exists(path))
        {
            var key = create();
            var info = EncryptedPrivateKeyInfoFactory.CreateEncryptedPrivateKeyInfo(
                NistObjectIdentifiers.IdAes256Cbc, Org.BouncyCastle.Asn1.Pkcs.PkcsObjectIdentifiers.IdHmacWithSha256,
                _passPhrase.ToCharArray(), RandomNumberGenerator.GetBytes(SaltLength), Iterations, new SecureRandom(), key);
            SecretFiles.Write(path, info.GetDerEncoded());
            return key;
        }

        try
        {
            return PrivateKeyFactory.DecryptKey(_passPhrase.ToCharArray(), File.ReadAllBytes(path));
        }
        catch (Exception unreadable) when (unreadable is not IOException and not UnauthorizedAccessException)
        {
            throw Unusable(path, unreadable); // The library has many exceptions for the same finding.
        }
    }

    private string PathOf(DepartmentId department, string name) => Path.Combine(_folder, department.ToString(), name + Extension);
}
