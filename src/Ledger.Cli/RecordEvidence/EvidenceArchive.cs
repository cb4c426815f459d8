using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Verify.Bundles;

namespace Ledger.Cli.RecordEvidence;

/// <summary>Evidence as one file: a ZIP archive of four that people and programs can still read when this one is forgotten.</summary>
internal static class EvidenceArchive
{
    /// <summary>Of a file; in bytes.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const string Form = "ledger-evidence/";
    private const string Version = "1";
    private const string ReadmeName = "README.txt";
    private const string BundleName = "bundle.ledger.json";
    private const string TypeName = "type.json";
    private const string ChainName = "chain.json";
    private const int MaxPart = 4 * 1024 * 1024;

    // ZIP keeps a time for each part; one that never changes makes the same evidence the same file.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether a file is to be read as evidence: whether it begins as a ZIP archive does.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> file) => file.StartsWith("PK\u0003\u0004"u8);

    public static byte[] Write(Evidence evidence)
    {
        var chain = new JsonObject
        {
            ["form"] = Form + Version,
            ["said"] = FactsJson.Write(evidence.Facts),
            ["proof"] = evidence.State is { } state ? StateJson.Write(state) : null,
        };
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, ReadmeName, Encoding.UTF8.GetBytes(EvidenceReadme.Of(evidence)));
            Add(archive, BundleName, evidence.Bundle.AsSpan());
            Add(archive, TypeName, evidence.Type.AsSpan());
            Add(archive, ChainName, Encoding.UTF8.GetBytes(chain.ToJsonString(JsonText.Options) + "\n"));
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

            var proof = chain.RootElement.GetProperty("proof");
            return new Evidence(
                [.. Part(archive, BundleName, RecordBundle.MaxLength)], [.. Part(archive, TypeName, MaxPart)],
                FactsJson.Read(chain.RootElement.GetProperty("said")), proof.ValueKind is JsonValueKind.Null ? null : StateJson.Read(proof));
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or ArgumentException or IOException)
        {
            throw new CliException(CliFaults.NotEvidence, path, problem);
        }
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
        var bytes = new byte[limit + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= limit ? bytes[..length] : throw new InvalidDataException($"{name} is too large.");
    }
}
