using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Keys;

/// <summary>
/// The private keys of a node and its departments, as encrypted PKCS#8 files (<see cref="EncryptedKey"/>) in <c>keys/{department}/</c>. They are
/// created on first use and never overwritten. Safe for use from any thread; only one process at a time may create keys.
/// </summary>
/// <remarks>
/// A key is replaced in this order, so that the registry knows the key in use at every point: the new key is created (<c>Stage</c>) but not used; it
/// is registered; then it gets its final name (<see cref="Activate"/>). Old keys stay. They remain the department's keys, and old log keys sign heads
/// that the chain saw in their time.
/// </remarks>
public sealed class KeyFiles
{
    // No department id starts with an underscore.
    private const string NodeFolder = "_node";

    private readonly string _folder;
    private readonly string _passPhrase;
    private readonly Lock _making = new();

    /// <param name="folder">The folder of all keys.</param>
    /// <param name="master">Encrypts the files.</param>
    public KeyFiles(string folder, IMasterKey master)
    {
        _folder = folder;
        _passPhrase = Convert.ToHexStringLower(master.Derive("encryption of key files").AsSpan());
    }

    /// <summary>The newest key that seals a department's records. Created on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public Es256Signer RecordKey(DepartmentId department) => SignerOf(ReadOrCreate(department, DepartmentKey.Record));

    /// <summary>Creates another record key. From now on it seals the records.</summary>
    public Es256Signer CreateRecordKey(DepartmentId department)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, DepartmentKey.Record);
            return SignerOf(Create(series.NextFile, series.Kind));
        }
    }

    /// <summary>The public keys of all record keys that a department has or had here, oldest first.</summary>
    /// <exception cref="KeyUnusableException">One of them cannot be used.</exception>
    public ImmutableArray<Jwk> RecordKeys(DepartmentId department)
    {
        var keys = ImmutableArray.CreateBuilder<Jwk>();
        foreach (var file in new KeySeries(_folder, department, DepartmentKey.Record).Files)
        {
            using var signer = SignerOf(Read(file, KeyKind.P256));
            keys.Add(signer.PublicKey);
        }

        return keys.ToImmutable();
    }

    /// <summary>The keys that sign a department's checkpoints, with the log's origin as their name. The first is created on first use.</summary>
    /// <exception cref="KeyUnusableException">One is there and cannot be used.</exception>
    public LogKeys LogKey(DepartmentId department, string origin)
    {
        var current = NoteSignerOf(origin, ReadOrCreate(department, DepartmentKey.Log));
        var files = new KeySeries(_folder, department, DepartmentKey.Log).Files;
        return new LogKeys(
            current, [.. files[..^1].Select(file => ((INoteSigner)NoteSignerOf(origin, Read(file, KeyKind.Ed25519)), ReadUntil(file)))]);
    }

    /// <summary>A secp256k1 private key of 32 bytes: a department's account on the chain. Created on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public KeyOctets AccountKey(DepartmentId department) => ReadOrCreate(department, DepartmentKey.Account);

    /// <summary>The account key of the node itself. No department uses it. Created on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public KeyOctets NodeAccountKey()
    {
        lock (_making)
        {
            var path = Path.Combine(_folder, NodeFolder, "account" + KeySeries.Extension);
            return File.Exists(path) ? Read(path, KeyKind.Secp256k1) : Create(path, KeyKind.Secp256k1);
        }
    }

    /// <summary>The staged record key. Created if there is none.</summary>
    public Es256Signer StageRecordKey(DepartmentId department) => SignerOf(Stage(department, DepartmentKey.Record));

    /// <summary>The staged log key. Created if there is none.</summary>
    public INoteSigner StageLogKey(DepartmentId department, string origin) => NoteSignerOf(origin, Stage(department, DepartmentKey.Log));

    /// <summary>The staged account key. Created if there is none.</summary>
    public KeyOctets StageAccountKey(DepartmentId department) => Stage(department, DepartmentKey.Account);

    /// <summary>Whether a key is staged.</summary>
    public bool IsStaged(DepartmentId department, DepartmentKey key) => new KeySeries(_folder, department, key).Staged is not null;

    /// <summary>Puts the staged key in use. Call it only after the key is registered.</summary>
    /// <param name="department">The department.</param>
    /// <param name="key">The kind of key.</param>
    /// <param name="closedAt">For a log key: when the registry closed the previous key, with the precision of the block time.</param>
    /// <exception cref="InvalidOperationException">No key is staged.</exception>
    public void Activate(DepartmentId department, DepartmentKey key, DateTimeOffset? closedAt = null)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, key);
            var staged = series.Staged ?? throw new InvalidOperationException("No key waits to take over.");
            if (closedAt is { } time && series.Files is [.., var before])
            {
                // First of all: without the end time of its predecessor, the key in use could not sign heads of that earlier time.
                DurableFiles.Replace(
                    KeySeries.UntilFileOf(before), System.Text.Encoding.ASCII.GetBytes(time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
            }

            File.Move(staged, series.NextFile, overwrite: false);
            DurableFiles.FlushFolder(Path.GetDirectoryName(staged)!); // A file always has a folder.
        }
    }

    private static Ed25519NoteSigner NoteSignerOf(string origin, KeyOctets secret) => new Ed25519NoteSigner(origin, secret.AsSpan());

    private static Es256Signer SignerOf(KeyOctets secret)
    {
        var point = KeyKind.P256.PublicOf(secret);
        return new Es256Signer(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = secret.AsSpan().ToArray(),
            Q = new ECPoint { X = point[1..33], Y = point[33..] },
        });
    }

    private KeyOctets ReadOrCreate(DepartmentId department, DepartmentKey key)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, key);
            return series.Files is [.., var newest] ? Read(newest, series.Kind) : Create(series.NextFile, series.Kind);
        }
    }

    private KeyOctets Stage(DepartmentId department, DepartmentKey key)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, key);
            return series.Staged is { } staged ? Read(staged, series.Kind) : Create(series.StagedFile, series.Kind);
        }
    }

    private KeyOctets Create(string path, KeyKind kind)
    {
        var secret = kind.Create();
        return SecretFiles.TryCreate(path, EncryptedKey.Encrypt(kind, secret, _passPhrase))
            ? secret
            : throw new IOException($"{NameOf(path)} was made by somebody else meanwhile.");
    }

    private KeyOctets Read(string path, KeyKind kind)
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

    private static DateTimeOffset ReadUntil(string keyFile)
    {
        var path = KeySeries.UntilFileOf(keyFile);
        return File.Exists(path) && long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new KeyUnusableException($"{NameOf(path)} does not say until when the log key before was in use; take it from a backup.");
    }

    private static string NameOf(string path) => Path.GetFileName(Path.GetDirectoryName(path)) + "/" + Path.GetFileName(path);
}
