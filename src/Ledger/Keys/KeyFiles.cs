using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Keys;

/// <summary>
/// The private keys of a node and its departments: encrypted PKCS#8 files (<see cref="EncryptedKey"/>) under <c>keys/{department}/</c>,
/// made on first use and never overwritten. Safe for use from any thread; one process at a time makes keys.
/// </summary>
public sealed class KeyFiles
{
    private const string RecordKeyPrefix = "record-";
    private const string Extension = ".p8";

    // No department id starts with an underscore.
    private const string NodeFolder = "_node";

    private readonly string _folder;
    private readonly string _passPhrase;
    private readonly Lock _making = new();

    /// <param name="folder">The folder of all keys.</param>
    /// <param name="master">What the files are encrypted under.</param>
    public KeyFiles(string folder, IMasterKey master)
    {
        _folder = folder;
        _passPhrase = Convert.ToHexStringLower(master.Derive("encryption of key files"));
    }

    /// <summary>The key that seals a department's records; the newest when there are several. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public Es256Signer RecordKey(DepartmentId department)
    {
        lock (_making)
        {
            return FindRecordKeys(department) is [.., var newest] ? ReadRecordKey(newest.Path) : CreateRecordKey(department);
        }
    }

    /// <summary>Makes a further record key, which is the one to seal with from now on.</summary>
    public Es256Signer CreateRecordKey(DepartmentId department)
    {
        lock (_making)
        {
            // One above the highest, not the number of files: a key that was moved away must not have its name given out again.
            var number = (FindRecordKeys(department).LastOrDefault()?.Number ?? 0) + 1;
            var secret = KeyKind.P256.Create();
            Create(PathOf(department, string.Create(CultureInfo.InvariantCulture, $"{RecordKeyPrefix}{number:d4}")), KeyKind.P256, secret);
            return SignerOf(secret);
        }
    }

    /// <summary>The public halves of all record keys a department ever had here, oldest first.</summary>
    /// <exception cref="KeyUnusableException">One of them cannot be used.</exception>
    public ImmutableArray<Jwk> RecordKeys(DepartmentId department)
    {
        var keys = ImmutableArray.CreateBuilder<Jwk>();
        foreach (var file in FindRecordKeys(department))
        {
            using var signer = ReadRecordKey(file.Path);
            keys.Add(signer.PublicKey);
        }

        return keys.ToImmutable();
    }

    /// <summary>The key that signs a department's checkpoints, under the log's origin. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public INoteSigner LogKey(DepartmentId department, string origin) =>
        new Ed25519NoteSigner(origin, ReadOrCreate(PathOf(department, "log"), KeyKind.Ed25519));

    /// <summary>The 32 bytes of a secp256k1 private key: the account a department has on the chain. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public byte[] AccountKey(DepartmentId department) => ReadOrCreate(PathOf(department, "account"), KeyKind.Secp256k1);

    /// <summary>The same for the node itself, whose account no department shares. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public byte[] NodeAccountKey() => ReadOrCreate(Path.Combine(_folder, NodeFolder, "account" + Extension), KeyKind.Secp256k1);

    private static Es256Signer SignerOf(byte[] secret)
    {
        var point = KeyKind.P256.PublicOf(secret);
        return new Es256Signer(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = secret,
            Q = new ECPoint { X = point[1..33], Y = point[33..] },
        });
    }

    private ImmutableArray<RecordKeyFile> FindRecordKeys(DepartmentId department)
    {
        var folder = Path.Combine(_folder, department.ToString());
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, RecordKeyPrefix + "*" + Extension)
                .Select(RecordKeyFile.TryRead).OfType<RecordKeyFile>().OrderBy(file => file.Number)]
            : [];
    }

    private Es256Signer ReadRecordKey(string path) => SignerOf(Read(path, KeyKind.P256));

    private byte[] ReadOrCreate(string path, KeyKind kind)
    {
        lock (_making)
        {
            if (File.Exists(path))
            {
                return Read(path, kind);
            }

            var secret = kind.Create();
            Create(path, kind, secret);
            return secret;
        }
    }

    private void Create(string path, KeyKind kind, byte[] secret)
    {
        if (!SecretFiles.TryCreate(path, EncryptedKey.Encrypt(kind, secret, _passPhrase)))
        {
            throw new IOException($"{NameOf(path)} was made by somebody else meanwhile.");
        }
    }

    private byte[] Read(string path, KeyKind kind)
    {
        var file = File.ReadAllBytes(path);
        try
        {
            return EncryptedKey.Decrypt(kind, file, _passPhrase);
        }
        catch (InvalidDataException unreadable)
        {
            throw new KeyUnusableException($"{NameOf(path)} is damaged or belongs to another master key.", unreadable);
        }
    }

    private static string NameOf(string path) => Path.GetFileName(Path.GetDirectoryName(path)) + "/" + Path.GetFileName(path);

    private string PathOf(DepartmentId department, string name) => Path.Combine(_folder, department.ToString(), name + Extension);

    private sealed record RecordKeyFile(string Path, int Number)
    {
        /// <summary>Null for a file that only looks like one, such as a copy somebody put beside it.</summary>
        public static RecordKeyFile? TryRead(string path)
        {
            var digits = System.IO.Path.GetFileNameWithoutExtension(path)[RecordKeyPrefix.Length..];
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new RecordKeyFile(path, number) : null;
        }
    }
}
