using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Bundles;
using Ledger.Verify.Evidence;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>
/// Writes and reads evidence as a list of files, in the form <c>ledger-evidence/1</c>: four files, the migration records that it needs, and the
/// reasons of status changes. Each file can be read without this program. The caller chooses the container. Stateless.
/// </summary>
public static class EvidenceParts
{
    /// <summary>The greatest length of an evidence file, and of all its parts together, in bytes. Only a migration record can be large.</summary>
    public const int MaxLength = (16 * 1024 * 1024) + MigrationFile.MaxLength;

    private const string Form = "ledger-evidence/";
    private const string Version = "1";
    private const string ReadmeName = "README.txt";
    private const string BundleName = "bundle.ledger.json";
    private const string TypeName = "type.json";
    private const string ChainName = "chain.json";
    private const string ReasonsName = "status.json";

    // Older versions cannot hash QBFT headers and read only "proof". They would call a proof of such a block false. With another name they report
    // that there is no proof.
    private const string ProofName = "proof";
    private const string QbftProofName = "qbftProof";
    private const int MaxPart = 4 * 1024 * 1024;

    internal static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes evidence as parts, in a fixed order.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="limit">The greatest length of all parts together, in bytes.</param>
    /// <exception cref="FaultException">The parts are longer (<see cref="RunFaults.EvidenceTooLarge"/>). Only migration records can cause
    /// this.</exception>
    public static ImmutableArray<EvidencePart> Write(RecordEvidence evidence, int limit = MaxLength)
    {
        ArgumentNullException.ThrowIfNull(evidence);
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

        ImmutableArray<EvidencePart> parts =
        [
            new(ReadmeName, [.. Encoding.UTF8.GetBytes(EvidenceReadme.Write(evidence))]),
            new(BundleName, evidence.Bundle),
            new(TypeName, evidence.Type),
            new(ChainName, [.. Encoding.UTF8.GetBytes(chain.ToJsonString(JsonOptions) + "\n")]),
            .. evidence.Reasons.IsEmpty ? [] : (EvidencePart[])[new(ReasonsName, [.. StatusReasonsJson.ToUtf8(evidence.Reasons)])],
            .. evidence.Migrations.Select((migration, place) => new EvidencePart(MigrationName(place), [.. migration.ToBytes()])),
        ];
        return parts.Sum(part => (long)part.Bytes.Length) <= limit ? parts : throw new FaultException(RunFaults.EvidenceTooLarge, "");
    }

    /// <summary>Reads evidence from its parts.</summary>
    /// <param name="find">
    /// Returns the bytes of the part with this name, or null when there is none. The second argument is the greatest length in bytes. Throws
    /// <see cref="FormatException"/> when the part is longer or occurs more than once.
    /// </param>
    /// <exception cref="FaultException">
    /// The parts are not evidence (<see cref="RunFaults.NotEvidence"/>), or a newer version wrote them (<see cref="RunFaults.EvidenceTooNew"/>). It says
    /// nothing about the record.
    /// </exception>
    public static RecordEvidence Read(Func<string, int, byte[]?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        try
        {
            using var chain = JsonDocument.Parse(Required(find, ChainName, MaxPart), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var form = chain.RootElement.GetProperty("form").GetString();
            if (form != Form + Version)
            {
                var isNewer = form?.StartsWith(Form, StringComparison.Ordinal) == true;
                throw new FaultException(isNewer ? RunFaults.EvidenceTooNew : RunFaults.NotEvidence, "");
            }

            return new RecordEvidence(
                [.. Required(find, BundleName, RecordBundle.MaxLength)], [.. Required(find, TypeName, MaxPart)],
                FactsJson.Read(chain.RootElement.GetProperty("said")), ReadState(chain.RootElement),
                ReadMigrations(find))
            {
                Reasons = find(ReasonsName, MaxPart) is { } reasons ? StatusReasonsJson.Read(reasons) : [],
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new FaultException(RunFaults.NotEvidence, "", problem);
        }
    }

    private static string MigrationName(int place) => string.Create(CultureInfo.InvariantCulture, $"migration-{place + 1}.bin");

    private static byte[] Required(Func<string, int, byte[]?> find, string name, int limit) =>
        find(name, limit) ?? throw new FormatException($"There is no {name}.");

    private static ImmutableArray<MigrationFile> ReadMigrations(Func<string, int, byte[]?> find)
    {
        var files = ImmutableArray.CreateBuilder<MigrationFile>();
        var left = MaxLength;
        while (find(MigrationName(files.Count), left) is { } bytes)
        {
            left -= bytes.Length;
            files.Add(MigrationFile.TryRead(bytes, out var file, out var place) ? file : throw new FormatException($"The migration record: {place}."));
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

        return proof.ValueKind is JsonValueKind.Null ? StateJson.Read(qbft) : throw new FormatException("There are two proofs.");
    }
}
