using System.Buffers;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Json;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>Writes the header of a migration record as RFC 8785 JSON. Times are seconds since 1970 UTC, as in the contracts.</summary>
internal static class MigrationHeader
{
    public static byte[] Write(MigrationRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("chains"u8);
            foreach (var chain in record.Chains)
            {
                Write(writer, chain);
            }

            writer.WriteEndArray();
            writer.WriteString("origin"u8, record.Origin);
            writer.WriteStartObject("to"u8);
            Write(writer, record.To.Place, record.To.RecordStatus, record.To.Genesis);
            writer.WriteEndObject();
            writer.WriteNumber("v"u8, 1);
            writer.WriteEndObject();
        }

        return CanonicalJson.Canonicalize(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, RetiredChain chain)
    {
        writer.WriteStartObject();
        Write(writer, chain.Place, chain.RecordStatus, chain.Genesis);
        writer.WriteString("finality"u8, chain.Finality);
        writer.WriteStartObject("final"u8);
        writer.WriteString("hash"u8, chain.Final.Hash.ToHex());
        writer.WriteNumber("number"u8, chain.Final.Number);
        Write(writer, "time", chain.Final.Time);
        writer.WriteEndObject();
        Write(writer, "admittedAt", chain.AdmittedAt);
        Write(writer, "suspendedAt", chain.SuspendedAt);
        writer.WriteString("leftBy"u8, chain.LeftBy?.ToHex());
        WriteKeys(writer, chain);
        writer.WriteStartArray("types"u8);
        foreach (var type in chain.Types)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("authority"u8);
            foreach (var interval in type.Authority)
            {
                writer.WriteStartObject();
                Write(writer, interval);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("metadataHash"u8, type.Type.MetadataHash.ToHex());
            writer.WriteString("uri"u8, type.Type.Uri);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteList(writer, "anchors", chain.Anchors.Count, chain.Anchors.Hash);
        WriteList(writer, "statuses", chain.Statuses.Count, chain.Statuses.Hash);
        writer.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter writer, RetiredChain chain)
    {
        writer.WriteStartArray("logKeys"u8);
        foreach (var key in chain.LogKeys)
        {
            writer.WriteStartObject();
            Write(writer, "compromisedSince", key.CompromisedSince);
            writer.WriteString("key"u8, Base64Url.Encode(key.PublicKey.AsSpan()));
            Write(writer, key.Validity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("recordKeys"u8);
        foreach (var key in chain.RecordKeys)
        {
            writer.WriteStartObject();
            writer.WriteNumber("algorithm"u8, key.Algorithm);
            Write(writer, "compromisedSince", key.CompromisedSince);
            writer.WriteString("key"u8, Base64Url.Encode(key.PublicKey.AsSpan()));
            writer.WriteString("thumbprint"u8, key.Thumbprint.ToHex());
            Write(writer, key.Validity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ChainPlace place, ChainAddress recordStatus, Digest genesis)
    {
        writer.WriteNumber("chainId"u8, place.ChainId);
        writer.WriteString("genesis"u8, genesis.ToHex());
        writer.WriteString("logAnchor"u8, place.LogAnchor.ToString());
        writer.WriteString("recordStatus"u8, recordStatus.ToString());
        writer.WriteString("registry"u8, place.Registry.ToString());
    }

    private static void WriteList(Utf8JsonWriter writer, string name, int count, Digest hash)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count"u8, count);
        writer.WriteString("sha256"u8, hash.ToHex());
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Validity validity)
    {
        Write(writer, "from", validity.From);
        Write(writer, "until", validity.Until);
    }

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteNumber(name, value.ToUnixTimeSeconds());
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
