using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;

namespace Ledger.Keys;

/// <summary>
/// The private keys of a node and its departments, as encrypted PKCS#8 files (<see cref="EncryptedKey"/>) in <c>keys/{department}/</c>. They are
/// created on first use and never overwritten. Safe for use from any thread; only one process at a time may create keys.
/// </summary>
public sealed class KeyFiles : IDepartmentKeys
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

    public Es256Signer RecordKey(DepartmentId department) => CreateSigner(ReadOrCreate(department, DepartmentKey.Record));

    public Es256Signer CreateRecordKey(DepartmentId department)
    {
        lock (_making)
        {
            var series = new KeySeries(_folder, department, DepartmentKey.Record);
            return CreateSigner(Create(series.NextFile, series.Kind));
        }
    }

    public ImmutableArray<Jwk> RecordKeys(DepartmentId department)
    {
        var keys = ImmutableArray.CreateBuilder<Jwk>();
        foreach (var file in new KeySeries(_folder, department, DepartmentKey.Record).Files)
        {
            using var signer = CreateSigner(Read(file, KeyKind.P256));
            keys.Add(signer.PublicKey);
        }

        return keys.ToImmutable();
    }

    public LogKeys LogKey(DepartmentId department, string origin)
    {
        var current = CreateNoteSigner(origin, ReadOrCreate(department, DepartmentKey.Log));
        var files = new KeySeries(_folder, department, DepartmentKey.Log).Files;
        return new LogKeys(
            current, [.. files[..^1].Select(file => ((INoteSigner)CreateNoteSigner(origin, Read(file, KeyKind.Ed25519)), ReadUntil(file)))]);
    }

    public KeyOctets AccountKey(DepartmentId department) => ReadOrCreate(department, DepartmentKey.Account);

    public KeyOctets NodeAccountKey()
    {
        lock (_making)
        {
            var path = Path.Combine(_folder, NodeFolder, "account" + KeySeries.Extension);
            return File.Exists(path) ? Read(path, KeyKind.Secp256k1) : Create(path, KeyKind.Secp256k1);
        }
    }

    public Es256Signer StageRecordKey(DepartmentId department) => CreateSigner(Stage(department, DepartmentKey.Record));

    public INoteSigner StageLogKey(DepartmentId department, string origin) => CreateNoteSigner(origin, Stage(department, DepartmentKey.Log));

    public KeyOctets StageAccountKey(DepartmentId department) => Stage(department, DepartmentKey.Account);

    public bool IsStaged(DepartmentId department, DepartmentKey key) => new KeySeries(_folder, department, key).Staged is not null;

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
                    KeySeries.GetUntilFile(before), System.Text.Encoding.ASCII.GetBytes(time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
            }

            File.Move(staged, series.NextFile, overwrite: false);
            DurableFiles.FlushFolder(Path.GetDirectoryName(staged)!); // A file always has a folder.
        }
    }

    private static Ed25519NoteSigner CreateNoteSigner(string origin, KeyOctets secret) => new Ed25519NoteSigner(origin, secret.AsSpan());

    private static Es256Signer CreateSigner(KeyOctets secret)
    {
        var point = KeyKind.P256.ComputePublic(secret);
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
            : throw new IOException($"{GetName(path)} was made by somebody else meanwhile.");
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
            throw new FaultException(StoreFaults.KeyUnusable, $"{GetName(path)} is damaged or belongs to another master key.", unreadable);
        }
    }

    private static DateTimeOffset ReadUntil(string keyFile)
    {
        var path = KeySeries.GetUntilFile(keyFile);
        return File.Exists(path) && long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new FaultException(StoreFaults.KeyUnusable, $"{GetName(path)} does not say until when the log key before was in use; take it from a backup.");
    }

    private static string GetName(string path) => Path.GetFileName(Path.GetDirectoryName(path)) + "/" + Path.GetFileName(path);
}
