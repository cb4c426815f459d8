using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Keys;

/// <summary>
/// The private keys of a node and its departments: encrypted PKCS#8 files (<see cref="EncryptedKey"/>) under <c>keys/{department}/</c>,
/// made on first use and never overwritten. Safe for use from any thread; one process at a time makes keys.
/// </summary>
/// <remarks>
/// A key takes over in this order, so that a cut at any point leaves one that the registry knows: the new key is made (<c>Stage</c>) and
/// lies beside the old one, unused; the registry is told; only then it gets its name (<see cref="Activate"/>). Old keys stay, to be known as
/// the department's and, for logs, to sign what the chain saw in their time.
/// </remarks>
public sealed class KeyFiles
{
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
        _passPhrase = Convert.ToHexStringLower(master.Derive("encryption of key files").AsSpan());
    }

    /// <summary>The key that seals a department's records; the newest when there are several. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public Es256Signer RecordKey(DepartmentId department) => SignerOf(ReadOrCreate(department, DepartmentKey.Record));

    /// <summary>Makes a further record key, which is the one to seal with from now on.</summary>
    public Es256Signer CreateRecordKey(DepartmentId department)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, DepartmentKey.Record);
            return SignerOf(Create(series.NextFile, series.Kind));
        }
    }

    /// <summary>The public halves of all record keys a department ever had here, oldest first.</summary>
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

    /// <summary>The keys that sign a department's checkpoints, under the log's origin. The first is made on first use.</summary>
    /// <exception cref="KeyUnusableException">One is there and cannot be used.</exception>
    public LogKeys LogKey(DepartmentId department, string origin)
    {
        var current = NoteSignerOf(origin, ReadOrCreate(department, DepartmentKey.Log));
        var files = new KeySeries(_folder, department, DepartmentKey.Log).Files;
        return new LogKeys(
            current, [.. files[..^1].Select(file => ((INoteSigner)NoteSignerOf(origin, Read(file, KeyKind.Ed25519)), ReadUntil(file)))]);
    }

    /// <summary>A secp256k1 private key: the account a department has on the chain. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public KeyOctets AccountKey(DepartmentId department) => ReadOrCreate(department, DepartmentKey.Account);

    /// <summary>The same for the node itself, whose account no department shares. Made on first use.</summary>
    /// <exception cref="KeyUnusableException">It is there and cannot be used.</exception>
    public KeyOctets NodeAccountKey()
    {
        lock (_making)
        {
            var path = Path.Combine(_folder, NodeFolder, "account" + KeySeries.Extension);
            return File.Exists(path) ? Read(path, KeyKind.Secp256k1) : Create(path, KeyKind.Secp256k1);
        }
    }

    /// <summary>The record key that is to take over, made when there is none.</summary>
    public Es256Signer StageRecordKey(DepartmentId department) => SignerOf(Stage(department, DepartmentKey.Record));

    /// <summary>The log key that is to take over, made when there is none.</summary>
    public INoteSigner StageLogKey(DepartmentId department, string origin) => NoteSignerOf(origin, Stage(department, DepartmentKey.Log));

    /// <summary>The account that is to take over, made when there is none.</summary>
    public KeyOctets StageAccountKey(DepartmentId department) => Stage(department, DepartmentKey.Account);

    /// <summary>Whether a key waits to take over.</summary>
    public bool IsStaged(DepartmentId department, DepartmentKey key) => new KeySeries(_folder, department, key).Staged is not null;

    /// <summary>Makes the staged key the one in use. Only after the registry knows it.</summary>
    /// <param name="department">Whose.</param>
    /// <param name="key">Which.</param>
    /// <param name="closedAt">For a log key: when the registry closed the one before, to the block's second.</param>
    /// <exception cref="InvalidOperationException">None is staged.</exception>
    public void Activate(DepartmentId department, DepartmentKey key, DateTimeOffset? closedAt = null)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, key);
            var staged = series.Staged ?? throw new InvalidOperationException("No key waits to take over.");
            if (closedAt is { } time && series.Files is [.., var before])
            {
                // First: a key in use whose predecessor has no end could not sign what its predecessor's time needs.
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
