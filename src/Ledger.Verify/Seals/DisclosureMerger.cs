using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>Where a disclosure landed: the claim's path in the processed claims, and the disclosure that contains it (−1: none).</summary>
internal readonly record struct PlacedDisclosure(ClaimPath Path, int Parent);

/// <summary>
/// The processed claims, where each disclosure went, and how many digests no disclosure answers to (decoys too: only the issuer can
/// tell them apart).
/// </summary>
internal sealed record MergedClaims(JsonElement Payload, ImmutableArray<PlacedDisclosure> Placed, int HiddenCount);

/// <summary>
/// The algorithm of RFC 9901 section 7.1 step 3: walks the payload, puts each disclosed claim where its digest stands and drops the
/// rest. One object per record.
/// </summary>
internal sealed class DisclosureMerger
{
    private const int NoParent = -1;
    private const int DigestTextLength = 43; // 32 bytes in base64url.

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter _writer;
    private readonly Disclosure[] _disclosures;
    private readonly PlacedDisclosure?[] _placed;
    private readonly Dictionary<Digest, int> _byDigest;
    private readonly HashSet<Digest> _seen;
    private readonly List<ClaimPathSegment> _path = [];
    private int _parent = NoParent;
    private int _depth;
    private int _hiddenCount;
    private SealRefusal? _refusal;

    private DisclosureMerger(Utf8JsonWriter writer, Disclosure[] disclosures, Dictionary<Digest, int> byDigest)
    {
        _writer = writer;
        _disclosures = disclosures;
        _placed = new PlacedDisclosure?[disclosures.Length];
        _byDigest = byDigest;
        _seen = new HashSet<Digest>(2 * disclosures.Length);
    }

    public static bool TryMerge(
        JsonElement payload, Disclosure[] disclosures, [NotNullWhen(true)] out MergedClaims? merged,
        [NotNullWhen(false)] out SealRefusal? refusal)
    {
        merged = null;
        var byDigest = new Dictionary<Digest, int>(disclosures.Length);
        for (var i = 0; i < disclosures.Length; i++)
        {
            if (!byDigest.TryAdd(disclosures[i].Digest, i))
            {
                refusal = new SealRefusal(SealFaults.DigestRepeated, $"disclosures[{i}]");
                return false;
            }
        }

        var buffer = new ArrayBufferWriter<byte>(RoomFor(payload, disclosures));
        using var writer = new Utf8JsonWriter(buffer, Options);
        var walk = new DisclosureMerger(writer, disclosures, byDigest);
        refusal = walk.Run(payload);
        if (refusal is not null)
        {
            return false;
        }

        // Run has refused any disclosure that found no place.
        merged = new MergedClaims(
            JsonElement.Parse(buffer.WrittenSpan), [.. walk._placed.Select(place => place!.Value)], walk._hiddenCount);
        return true;
    }

    // What is left when digests give way to claims is seldom longer than both.
    private static int RoomFor(JsonElement payload, Disclosure[] disclosures) =>
        JsonMarshal.GetRawUtf8Value(payload).Length + disclosures.Sum(disclosure => disclosure.RawValue.Length);

    private SealRefusal? Run(JsonElement payload)
    {
        if (!WriteObject(payload))
        {
            return _refusal;
        }

        _writer.Flush();

        // RFC 9901 section 7.1 step 5: a disclosure nobody signed for must not slip in.
        var stray = Array.FindIndex(_placed, place => place is null);
        return stray < 0 ? null : new SealRefusal(SealFaults.DisclosureUnreferenced, $"disclosures[{stray}]");
    }

    private bool WriteValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(value);
            case JsonValueKind.Array:
                return WriteArray(value);
            default:
                value.WriteTo(_writer);
                return true;
        }
    }

    private bool WriteObject(JsonElement source)
    {
        if (!Enter())
        {
            return false;
        }

        _writer.WriteStartObject();
        foreach (var member in source.EnumerateObject())
        {
            if (!WriteMember(member))
            {
                return false;
            }
        }

        var ok = !source.TryGetProperty("_sd"u8, out var digests) || WriteDisclosedMembers(source, digests);
        _writer.WriteEndObject();
        _depth--;
        return ok;
    }

    private bool WriteMember(JsonProperty member)
    {
        var name = member.Name;
        switch (name)
        {
            case SdJwtNames.Digests:
                return true; // Dropped; what it stands for is written after the members in clear.
            case SdJwtNames.HashAlgorithm:
                return _depth == 1 || Refuse(SealFaults.HashNested, PlaceOf(name));
            case SdJwtNames.ElementDigest:
                return Refuse(SealFaults.DigestMalformed, PlaceOf(name)); // Legal only as the one member of an array element.
            default:
                _writer.WritePropertyName(name);
                return WriteAt(name, member.Value);
        }
    }

    private bool WriteDisclosedMembers(JsonElement source, JsonElement digests)
    {
        if (digests.ValueKind is not JsonValueKind.Array)
        {
            return Refuse(SealFaults.DigestMalformed, PlaceOf(SdJwtNames.Digests));
        }

        HashSet<string>? disclosed = null;
        foreach (var item in digests.EnumerateArray())
        {
            if (!TryFind(item, out var index))
            {
                return false;
            }

            if (index is not { } found)
            {
                continue;
            }

            var name = _disclosures[found].Name;
            var fault = CheckName(source, name, disclosed ??= new(StringComparer.Ordinal));
            if (fault is not null || name is null)
            {
                return Refuse(fault ?? SealFaults.ObjectDisclosureShape, $"disclosures[{found}]");
            }

            _writer.WritePropertyName(name);
            if (!WriteDisclosure(name, found))
            {
                return false;
            }
        }

        return true;
    }

    private SealFault? CheckName(JsonElement source, string? name, HashSet<string> disclosed)
    {
        if (name is null)
        {
            return SealFaults.ObjectDisclosureShape;
        }

        if (SdJwtNames.IsReserved(name))
        {
            return SealFaults.NameReserved;
        }

        if (_depth == 1 && SdJwtNames.Protected.Contains(name))
        {
            return SealFaults.ProtectedClaimDisclosed;
        }

        return source.TryGetProperty(name, out _) || !disclosed.Add(name) ? SealFaults.NamePresent : null;
    }

    private bool WriteArray(JsonElement source)
    {
        if (!Enter())
        {
            return false;
        }

        _writer.WriteStartArray();
        var written = 0;
        foreach (var element in source.EnumerateArray())
        {
            if (!IsElementDigest(element, out var digest))
            {
                if (!WriteAt(written++, element))
                {
                    return false;
                }
            }
            else if (!TryFind(digest, out var index))
            {
                return false;
            }
            else if (index is { } found)
            {
                if (_disclosures[found].Length != 2)
                {
                    return Refuse(SealFaults.ArrayDisclosureShape, $"disclosures[{found}]");
                }

                if (!WriteDisclosure(written++, found))
                {
                    return false;
                }
            }
        }

        _writer.WriteEndArray();
        _depth--;
        return true;
    }

    /// <summary>RFC 9901 section 4.2.4.2: an object with the one member <c>...</c>.</summary>
    private static bool IsElementDigest(JsonElement element, out JsonElement digest)
    {
        digest = default;
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty("..."u8, out digest) && element.GetPropertyCount() == 1;
    }

    /// <summary>Finds the disclosure a digest stands for; <paramref name="index"/> is null when it stays hidden.</summary>
    private bool TryFind(JsonElement item, out int? index)
    {
        index = null;

        // SD-JWT VC, "Registered JWT Claims": the protected claims stay in clear with everything inside them.
        if (_path is [{ Name: { } top }, ..] && SdJwtNames.Protected.Contains(top))
        {
            return Refuse(SealFaults.ProtectedClaimDisclosed, PlaceOf(SdJwtNames.Digests));
        }

        if (!TryReadDigest(item, out var digest))
        {
            return Refuse(SealFaults.DigestMalformed, PlaceOf(SdJwtNames.Digests));
        }

        // RFC 9901 section 7.1 step 4, which also stops a disclosure that would contain itself.
        if (!_seen.Add(digest))
        {
            return Refuse(SealFaults.DigestRepeated, PlaceOf(SdJwtNames.Digests));
        }

        if (_byDigest.TryGetValue(digest, out var found))
        {
            index = found;
        }
        else
        {
            _hiddenCount++;
        }

        return true;
    }

    /// <summary>Exactly 43 characters of canonical base64url; the raw text, so that a digest spelt with escapes is refused too.</summary>
    private static bool TryReadDigest(JsonElement item, out Digest digest)
    {
        digest = default;
        Span<byte> bytes = stackalloc byte[Digest.Length];
        var raw = item.ValueKind is JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(item) : default;
        return raw.Length == DigestTextLength + 2
            && Base64Url.TryDecode(raw[1..^1], bytes, out var written)
            && Digest.TryRead(bytes[..written], out digest);
    }

    private bool WriteDisclosure(ClaimPathSegment segment, int index)
    {
        var outer = _parent;
        _path.Add(segment);
        _placed[index] = new PlacedDisclosure(ClaimPath.Of([.. _path]), outer);
        _parent = index;
        var ok = WriteDisclosedValue(_disclosures[index]);
        _parent = outer;
        _path.RemoveAt(_path.Count - 1);
        return ok;
    }

    private bool WriteDisclosedValue(Disclosure disclosure)
    {
        if (disclosure.Container.ValueKind is not JsonValueKind.Undefined)
        {
            return WriteValue(disclosure.Container);
        }

        _writer.WriteRawValue(disclosure.RawValue.Span, skipInputValidation: true); // Checked when it was read.
        return true;
    }

    private bool WriteAt(ClaimPathSegment segment, JsonElement value)
    {
        _path.Add(segment);
        var ok = WriteValue(value);
        _path.RemoveAt(_path.Count - 1);
        return ok;
    }

    private bool Enter() => ++_depth <= SdJwtLimits.MaxDepth || Refuse(SealFaults.TooDeep, "claims");

    private string PlaceOf(string name) => ClaimPath.Of([.. _path, name]).ToString();

    private bool Refuse(SealFault fault, string place)
    {
        _refusal = new SealRefusal(fault, place);
        return false;
    }
}
