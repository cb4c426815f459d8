using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Verify.RecordTypes;
using Rules = Ledger.Verify.RecordTypes.DisclosureRules.Node;

namespace Ledger.Verify.Seals;

/// <summary>
/// Turns claims into the payload and the disclosures of an issuer (RFC 9901 sections 4.2 and 4.2.6). The instance keeps its buffers, so use it for
/// many records, one at a time.
/// </summary>
internal sealed class DisclosureWriter
{
    // Chinese text is not escaped, because this JSON is always inside base64url and never inside HTML.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly List<Level> _levels = [];
    private readonly List<ClaimPathSegment> _path = [];
    private readonly ImmutableArray<SealedDisclosure>.Builder _disclosures = ImmutableArray.CreateBuilder<SealedDisclosure>();
    private readonly SaltSource _salts = new();
    private byte[] _encoded = new byte[1024];

    /// <summary>The payload of the last record. Valid until the next call of <see cref="Write"/>.</summary>
    public ReadOnlySpan<byte> Payload => _levels[0].Buffer.WrittenSpan;

    /// <returns>The disclosures. <see cref="Payload"/> holds their digests.</returns>
    public ImmutableArray<SealedDisclosure> Write(
        JsonElement claims, DisclosureRules rules, ClearClaims clear, int decoys, Action<Span<byte>> fillRandom)
    {
        _salts.Begin(fillRandom);
        var writer = Open(0);
        writer.WriteStartObject();
        clear.WriteMembers(writer);
        writer.WriteString("_sd_alg"u8, "sha-256"u8);
        WriteMembers(writer, level: 0, claims, rules.Root, decoys);
        writer.WriteEndObject();
        writer.Flush();
        return _disclosures.DrainToImmutable();
    }

    private void WriteMembers(Utf8JsonWriter writer, int level, JsonElement claims, Rules rules, int decoys)
    {
        var digests = new List<string>();
        foreach (var member in claims.EnumerateObject())
        {
            var name = member.Name;
            var inner = rules.Member(name);
            _path.Add(name);

            // A top-level claim without a rule is disclosable. A nested claim without a rule stays part of its parent.
            if (inner?.IsDisclosable ?? _path.Count == 1)
            {
                digests.Add(Disclose(level + 1, name, member.Value, inner));
            }
            else
            {
                writer.WritePropertyName(name);
                WriteValue(writer, level, member.Value, inner);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        AddDecoys(digests, decoys);
        WriteDigests(writer, digests);
    }

    private void WriteElements(Utf8JsonWriter writer, int level, JsonElement array, Rules rules)
    {
        foreach (var (index, element) in array.EnumerateArray().Index())
        {
            var inner = rules.Element(index);
            _path.Add(index);
            if (inner?.IsDisclosable ?? false)
            {
                writer.WriteStartObject();
                writer.WriteString("..."u8, Disclose(level + 1, name: null, element, inner));
                writer.WriteEndObject();
            }
            else
            {
                WriteValue(writer, level, element, inner);
            }

            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void WriteValue(Utf8JsonWriter writer, int level, JsonElement value, Rules? rules)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when rules is { HasMembers: true }:
                writer.WriteStartObject();
                WriteMembers(writer, level, value, rules, decoys: 0);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array when rules is { HasElements: true }:
                writer.WriteStartArray();
                WriteElements(writer, level, value, rules);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>Writes one disclosure, after the disclosures inside it, and returns its digest.</summary>
    private string Disclose(int level, string? name, JsonElement value, Rules? inner)
    {
        Span<byte> salt = stackalloc byte[Base64Url.GetEncodedLength(SaltSource.SaltLength)];
        Base64Url.EncodeToUtf8(_salts.Next(), salt);

        var writer = Open(level);
        writer.WriteStartArray();
        writer.WriteStringValue(salt);
        if (name is not null)
        {
            writer.WriteStringValue(name);
        }

        WriteValue(writer, level, value, inner);
        writer.WriteEndArray();
        writer.Flush();

        var encoded = Encode(_levels[level].Buffer.WrittenSpan);
        _disclosures.Add(new SealedDisclosure(Encoding.ASCII.GetString(encoded), ClaimPath.FromSegments([.. _path])));

        // RFC 9901 section 4.2.3: over the base64url text, not over the decoded JSON.
        return ComputeDigest(encoded);
    }

    private ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> json)
    {
        var length = Base64Url.GetEncodedLength(json.Length);
        if (_encoded.Length < length)
        {
            _encoded = new byte[length * 2];
        }

        if (!Base64Url.TryEncodeToUtf8(json, _encoded, out var written))
        {
            throw new UnreachableException("The buffer was made long enough.");
        }

        return _encoded.AsSpan(0, written);
    }

    private void AddDecoys(List<string> digests, int count)
    {
        for (var i = 0; i < count; i++)
        {
            digests.Add(ComputeDigest(_salts.Next()));
        }
    }

    /// <summary>RFC 9901 section 4.2.4.1: sorted, so that the order reveals nothing about the claims.</summary>
    private static void WriteDigests(Utf8JsonWriter writer, List<string> digests)
    {
        if (digests.Count == 0)
        {
            return;
        }

        digests.Sort(StringComparer.Ordinal);
        writer.WriteStartArray("_sd"u8);
        foreach (var digest in digests)
        {
            writer.WriteStringValue(digest);
        }

        writer.WriteEndArray();
    }

    private static string ComputeDigest(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return Base64Url.EncodeToString(hash);
    }

    private Utf8JsonWriter Open(int level)
    {
        while (_levels.Count <= level)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            _levels.Add(new Level(buffer, new Utf8JsonWriter(buffer, Options)));
        }

        var (written, writer) = _levels[level];
        written.ResetWrittenCount();
        writer.Reset();
        return writer;
    }

    private readonly record struct Level(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer);
}
