using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Writes a report as JSON, the same document for <c>ledger verify --json</c> and <c>POST /v1/verify</c>. Names are camelCase, times are RFC 3339
/// in UTC. The names of checks, outcomes and verdicts have hyphens.
/// </summary>
public static class ReportWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static byte[] ToUtf8(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            WriteVerdict(writer, report);
            WriteChecks(writer, report);
            WriteRecord(writer, report);
            WriteStatus(writer, report.Status);
            WriteAnchor(writer, report.Anchor);
            WriteSource(writer, report.Source);
            WriteMigration(writer, report.Migration);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The name of a check in reports.</summary>
    public static string NameOf(CheckName name) => name switch
    {
        CheckName.Form => "form",
        CheckName.Disclosures => "disclosures",
        CheckName.Seal => "seal",
        CheckName.IssuerAuthorised => "issuer-authorised",
        CheckName.Commitment => "commitment",
        CheckName.Inclusion => "inclusion",
        CheckName.Checkpoint => "checkpoint",
        CheckName.Anchored => "anchored",
        CheckName.Final => "final",
        CheckName.Status => "status",
        CheckName.Validity => "validity",
        CheckName.HolderBinding => "holder-binding",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>The name of an outcome in reports.</summary>
    public static string NameOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "passed",
        CheckOutcome.Failed => "failed",
        CheckOutcome.NotRun => "not-run",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>The name of a verdict in reports.</summary>
    public static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Valid => "valid",
        Verdict.NotInForce => "not-in-force",
        Verdict.NotGenuine => "not-genuine",
        Verdict.CouldNotBeChecked => "could-not-be-checked",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>The verdict of a report in each language, with advice when it could not be checked.</summary>
    public static (string En, string Zh) SentenceOf(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (en, zh) = SentenceOf(report.Verdict);
        return report.Verdict is Verdict.CouldNotBeChecked && report.Advice is { } advice ? ($"{en} {advice.En}", zh + advice.Zh) : (en, zh);
    }

    /// <summary>A verdict as one sentence in each language, without advice.</summary>
    public static (string En, string Zh) SentenceOf(Verdict verdict) => verdict switch
    {
        Verdict.Valid => ("Valid: genuine, and in force at the time asked about.", "有效：记录真实，且在所询问的时间有效。"),
        Verdict.NotInForce => ("Genuine, but not in force at the time asked about.", "记录真实，但在所询问的时间不生效。"),
        Verdict.NotGenuine => ("Not genuine: this is not what the department issued.", "不真实：这不是该部门签发的内容。"),
        Verdict.CouldNotBeChecked => (
            "Could not be checked. This says nothing against the record.", "未能核验。这不说明记录有问题。"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>The word for a status on chain. A value that this version does not know is <c>unknown</c>.</summary>
    public static string StatusName(EntryStatus status) => status switch
    {
        EntryStatus.Active => "active",
        EntryStatus.Suspended => "suspended",
        EntryStatus.Revoked => "revoked",
        EntryStatus.Superseded => "superseded",
        EntryStatus.Withdrawn => "withdrawn",
        _ => "unknown",
    };

    private static void WriteVerdict(Utf8JsonWriter writer, VerificationReport report)
    {
        var (en, zh) = SentenceOf(report);
        writer.WriteString("verdict"u8, NameOf(report.Verdict));
        writer.WriteString("en"u8, en);
        writer.WriteString("zh"u8, zh);
        Write(writer, "asOf", report.AsOf);
    }

    private static void WriteChecks(Utf8JsonWriter writer, VerificationReport report)
    {
        writer.WriteStartArray("checks"u8);
        foreach (var check in report.Checks)
        {
            writer.WriteStartObject();
            writer.WriteString("check"u8, NameOf(check.Name));
            writer.WriteString("outcome"u8, NameOf(check.Outcome));
            writer.WriteBoolean("required"u8, check.IsRequired);
            writer.WriteString("code"u8, check.Finding.Code);
            writer.WriteString("en"u8, check.Finding.Title.En);
            writer.WriteString("zh"u8, check.Finding.Title.Zh);
            writer.WriteString("detail"u8, check.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRecord(Utf8JsonWriter writer, VerificationReport report)
    {
        writer.WriteStartObject("record"u8);
        writer.WriteString("id"u8, report.RecordId);
        writer.WriteString("type"u8, report.RecordType);
        writer.WriteString("issuer"u8, report.Issuer);
        Write(writer, "validFrom", report.NotBefore);
        Write(writer, "validUntil", report.ExpiresAt);
        writer.WritePropertyName("claims"u8);
        if (report.Claims.ValueKind is JsonValueKind.Object)
        {
            report.Claims.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteNumber("hiddenClaims"u8, report.HiddenClaims);
        if (report.LogIndex is { } index)
        {
            writer.WriteNumber("logIndex"u8, index);
        }
        else
        {
            writer.WriteNull("logIndex"u8);
        }

        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, StatusAsOf? status)
    {
        if (status is null)
        {
            writer.WriteNull("status"u8);
            return;
        }

        writer.WriteStartObject("status"u8);
        writer.WriteString("status"u8, StatusName(status.Status));
        Write(writer, "since", status.Since);
        writer.WriteString("successor"u8, status.Successor?.ToString("D"));
        writer.WriteEndObject();
    }

    private static void WriteAnchor(Utf8JsonWriter writer, AnchorFacts? anchor)
    {
        if (anchor is null)
        {
            writer.WriteNull("anchor"u8);
            return;
        }

        writer.WriteStartObject("anchor"u8);
        writer.WriteNumber("size"u8, anchor.NewSize);
        writer.WriteString("root"u8, anchor.Root.ToBase64());
        WriteBlock(writer, "block", anchor.Block);
        writer.WriteString("tx"u8, anchor.Transaction.ToHex());
        writer.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter writer, ChainSource? source)
    {
        if (source is null)
        {
            writer.WriteNull("source"u8);
            return;
        }

        writer.WriteStartObject("source"u8);
        writer.WriteNumber("chainId"u8, source.ChainId);
        writer.WriteString("registry"u8, source.Registry.ToString());
        writer.WriteString("finality"u8, source.Finality);
        WriteBlock(writer, "latest", source.Latest);
        WriteBlock(writer, "final", source.Final);
        writer.WriteStartArray("endpoints"u8);
        foreach (var endpoint in source.Endpoints)
        {
            writer.WriteStringValue(endpoint);
        }

        writer.WriteEndArray();
        if (source.SeenAt is { } seen)
        {
            // Only a local copy has an age. A chain that was asked directly was seen when the report was made.
            Write(writer, "seenAt", seen);
        }

        writer.WriteEndObject();
    }

    // Written only when there is one, so all other reports stay unchanged.
    private static void WriteMigration(Utf8JsonWriter writer, MigrationPath? path)
    {
        if (path is null)
        {
            return;
        }

        writer.WriteStartObject("migration"u8);
        writer.WriteString("record"u8, path.RecordHash.ToHex());
        Write(writer, "recordedAt", path.RecordedAt);
        WritePlace(writer, "from", path.From, path.LeftAt);
        WritePlace(writer, "to", path.To, path.Anchor.Block);
        writer.WriteEndObject();
    }

    // For the retired chain the block is its last final block. For the other chain it is the block that anchors the migration.
    private static void WritePlace(Utf8JsonWriter writer, string name, ChainPlace place, ChainBlock block)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("chainId"u8, place.ChainId);
        writer.WriteString("registry"u8, place.Registry.ToString());
        WriteBlock(writer, "block", block);
        writer.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter writer, string name, ChainBlock block)
    {
        // "Nothing is final yet" has no number, hash or time to show.
        if (block == ChainBlock.None)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("number"u8, block.Number);
        writer.WriteString("hash"u8, block.Hash.ToHex());
        Write(writer, "time", block.Time);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
