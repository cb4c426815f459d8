using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Files;
using Ledger.Verify.Bundles;
using Ledger.Verify.Evidence;
using Ledger.Verify.Migrations;

namespace Ledger.Cli.RecordEvidence;

/// <summary>
/// Evidence as one file: a ZIP archive of four, and of the migration records it needs, that people and programs can still read when this one is
/// forgotten.
/// </summary>
internal static class EvidenceArchive
{
    /// <summary>Of a file, and of what it unpacks to; in bytes. All but a migration record is small.</summary>
    public const int MaxLength = (16 * 1024 * 1024) + MigrationFile.MaxLength;

    private const string Form = "ledger-evidence/";
    private const string Version = "1";
    private const string ReadmeName = "README.txt";
    private const string BundleName = "bundle.ledger.json";
    private const string TypeName = "type.json";
    private const string ChainName = "chain.json";
    private const string ReasonsName = "status.json";

    // Programs from before QBFT headers could be hashed read "proof" only. They would take a proof of such a block for a false one; so it stands
    // elsewhere, and they say that there is none.
    private const string ProofName = "proof";
    private const string QbftProofName = "qbftProof";
    private const int MaxPart = 4 * 1024 * 1024;

    // ZIP keeps a time for each part; one that never changes makes the same evidence the same file.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a file is to be read as evidence: whether it begins as a ZIP archive does.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> file) => file.StartsWith("PK\u0003\u0004"u8);

    /// <param name="evidence">The evidence.</param>
    /// <param name="limit">How long its parts may be together, in bytes.</param>
    /// <exception cref="CliException">They are longer: its migration records are.</exception>
    public static byte[] Write(Evidence evidence, int limit = MaxLength)
    {
        var chain = new JsonObject
        {
            ["form"] = Form + Version,
            ["said"] = FactsJson.Write(evidence.Facts),
            [ProofName] = null,
        };
        if (evidence.State is { } state)
        {
            chain[BlockSeals.Find(state.Header.AsSpan()) is null ? ProofName : QbftProofName] = StateJson.Write(state);
        }

        (string Name, byte[] Bytes)[] parts =
        [
            (ReadmeName, Encoding.UTF8.GetBytes(EvidenceReadme.Of(evidence))),
            (BundleName, [.. evidence.Bundle]),
            (TypeName, [.. evidence.Type]),
            (ChainName, Encoding.UTF8.GetBytes(chain.ToJsonString(JsonText.Options) + "\n")),
            .. evidence.Reasons.IsEmpty ? [] : ((string, byte[])[])[(ReasonsName, StatusReasons.ToUtf8(evidence.Reasons))],
            .. evidence.Migrations.Select((migration, place) => (MigrationName(place), migration.ToBytes())),
        ];
        if (parts.Sum(part => (long)part.Bytes.Length) > limit)
        {
            throw new CliException(CliFaults.EvidenceTooLarge, "");
        }

        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                Add(archive, name, bytes);
            }
        }

        return file.ToArray();
    }

    /// <exception cref="CliException">It is no evidence, or a later version's.</exception>
    public static Evidence Read(string path, byte[] file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            using var chain = JsonDocument.Parse(Part(archive, ChainName, MaxPart), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var form = chain.RootElement.GetProperty("form").GetString();
            if (form != Form + Version)
            {
                var isLater = form?.StartsWith(Form, StringComparison.Ordinal) == true;
                throw new CliException(isLater ? CliFaults.EvidenceTooNew : CliFaults.NotEvidence, path);
            }

            return new Evidence(
                [.. Part(archive, BundleName, RecordBundle.MaxLength)], [.. Part(archive, TypeName, MaxPart)],
                FactsJson.Read(chain.RootElement.GetProperty("said")), ReadState(chain.RootElement),
                ReadMigrations(archive))
            {
                Reasons = archive.GetEntry(ReasonsName) is null ? [] : StatusReasons.Read(Part(archive, ReasonsName, MaxPart)),
            };
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or ArgumentException or IOException)
        {
            throw new CliException(CliFaults.NotEvidence, FileKinds.Find(file) is { } kind ? $"{path}: it looks like {kind.En}. 看起来是{kind.Zh}。" : path, problem);
        }
    }

    private static string MigrationName(int place) => string.Create(CultureInfo.InvariantCulture, $"migration-{place + 1}.bin");

    private static ImmutableArray<MigrationFile> ReadMigrations(ZipArchive archive)
    {
        var files = ImmutableArray.CreateBuilder<MigrationFile>();
        var left = MaxLength;
        while (archive.GetEntry(MigrationName(files.Count)) is not null)
        {
            var bytes = Part(archive, MigrationName(files.Count), left);
            left -= bytes.Length;
            files.Add(MigrationFile.TryRead(bytes, out var file, out var place) ? file : throw new InvalidDataException($"The migration record: {place}."));
        }

        return files.ToImmutable();
    }

    private static StateEvidence? ReadState(JsonElement chain)
    {
        var proof = chain.GetProperty(ProofName);
        if (!chain.TryGetProperty(QbftProofName, out var qbft))
        {
            return proof.ValueKind is JsonValueKind.Null ? null : StateJson.Read(proof);
        }

        return proof.ValueKind is JsonValueKind.Null ? StateJson.Read(qbft) : throw new InvalidDataException("There are two proofs.");
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    // What an archive says of a part's length is not believed: a few bytes can unpack to any number.
    private static byte[] Part(ZipArchive archive, string name, int limit)
    {
        var entries = archive.Entries.Where(entry => entry.FullName == name).ToList();
        if (entries is not [var only])
        {
            throw new InvalidDataException($"{name} is not there once.");
        }

        using var stream = only.Open();
        using var bytes = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while (bytes.Length <= limit && (read = stream.Read(piece)) > 0)
        {
            bytes.Write(piece.AsSpan(0, read));
        }

        return bytes.Length <= limit ? bytes.ToArray() : throw new InvalidDataException($"{name} is too large.");
    }
}
