using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Seals;

/// <summary>
/// The algorithm of RFC 9901 section 7.1 step 3: it walks the payload, puts each disclosed claim in the place of its digest, and drops the other
/// digests. Use one instance for one walk. Verifying walks without writing; the claims are merged only when somebody reads them.
/// </summary>
internal sealed class DisclosureMerger
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter? _writer;
    private readonly Disclosure[] _disclosures;
    private readonly SdJwtRules _rules;
    private readonly ClaimPath[]? _paths;
    private readonly bool[] _isPlaced;
    private readonly List<Disclosure> _topLevel = [];
    private readonly Dictionary<Digest, int> _byDigest;
    private HashSet<Digest>? _hidden;
    private readonly List<Step> _path = [];
    private int _depth;

    private DisclosureMerger(Utf8JsonWriter? writer, Disclosure[] disclosures, SdJwtRules rules, Dictionary<Digest, int> byDigest)
    {
        _writer = writer;
        _disclosures = disclosures;
        _rules = rules;
        _paths = writer is null ? null : new ClaimPath[disclosures.Length];
        _isPlaced = new bool[disclosures.Length];
        _byDigest = byDigest;
    }

    /// <summary>Finds the place of every disclosure. Writes nothing.</summary>
    public static bool TryCheck(
        JsonElement payload, Disclosure[] disclosures, SdJwtRules rules, [NotNullWhen(true)] out CheckedDisclosures? found,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        found = null;
        refusal = Index(disclosures, out var byDigest);
        if (refusal is null)
        {
            var walk = new DisclosureMerger(null, disclosures, rules, byDigest);
            refusal = walk.Run(payload);
            found = refusal is null ? new CheckedDisclosures(walk._topLevel, walk._hidden?.Count ?? 0) : null;
        }

        return found is not null;
    }

    /// <summary>Merges the claims. <see cref="TryCheck"/> must have accepted the disclosures.</summary>
    public static MergedClaims Merge(JsonElement payload, Disclosure[] disclosures, SdJwtRules rules)
    {
        Index(disclosures, out var byDigest);
        var buffer = new ArrayBufferWriter<byte>(RoomFor(payload, disclosures));
        using var writer = new Utf8JsonWriter(buffer, Options);
        var walk = new DisclosureMerger(writer, disclosures, rules, byDigest);
        return walk.Run(payload) is null && walk._paths is { } paths
            ? new MergedClaims(JsonElement.Parse(buffer.WrittenSpan), [.. paths])
            : throw new InvalidOperationException("Disclosures that were not checked cannot be merged.");
    }

    private static Refusal? Index(Disclosure[] disclosures, out Dictionary<Digest, int> byDigest)
    {
        byDigest = new Dictionary<Digest, int>(disclosures.Length);
        for (var i = 0; i < disclosures.Length; i++)
        {
            if (!byDigest.TryAdd(disclosures[i].Digest, i))
            {
                return new Refusal(SealFaults.DigestRepeated, $"disclosures[{i}]");
            }
        }

        return null;
    }

    // The merged claims are seldom longer than the payload and the disclosures together.
    private static int RoomFor(JsonElement payload, Disclosure[] disclosures) =>
        JsonMarshal.GetRawUtf8Value(payload).Length + disclosures.Sum(disclosure => disclosure.RawValue.Length);

    private Refusal? Run(JsonElement payload)
    {
        if (WriteObject(payload) is { } refusal)
        {
            return refusal;
        }

        _writer?.Flush();

        // RFC 9901 section 7.1 step 5: a disclosure without a signed digest is refused.
        var stray = Array.IndexOf(_isPlaced, false);
        return stray < 0 ? null : new Refusal(SealFaults.DisclosureUnreferenced, $"disclosures[{stray}]");
    }

    private Refusal? WriteValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteObject(value);
            case JsonValueKind.Array:
                return WriteArray(value);
            default:
                if (_writer is not null)
                {
                    value.WriteTo(_writer);
                }

                return null;
        }
    }

    private Refusal? WriteObject(JsonElement source)
    {
        if (Enter() is { } tooDeep)
        {
            return tooDeep;
        }

        _writer?.WriteStartObject();
        var digests = default(JsonElement);
        foreach (var member in source.EnumerateObject())
        {
            if (member.NameEquals("_sd"u8))
            {
                digests = member.Value; // The claims behind the digests are written after the members in clear.
            }
            else if (WriteMember(member) is { } refusal)
            {
                return refusal;
            }
        }

        var inDisclosed = digests.ValueKind is JsonValueKind.Undefined ? null : WriteDisclosedMembers(source, digests);
        _writer?.WriteEndObject();
        _depth--;
        return inDisclosed;
    }

    private Refusal? WriteMember(JsonProperty member)
    {
        if (member.NameEquals("_sd_alg"u8))
        {
            return _depth == 1 ? null : new Refusal(SealFaults.HashNested, FormatPlace(SdJwtNames.HashAlgorithm));
        }

        if (member.NameEquals("..."u8))
        {
            return new Refusal(SealFaults.DigestMalformed, FormatPlace(SdJwtNames.ElementDigest)); // Valid only as the single member of an array element.
        }

        _writer?.WritePropertyName(member.Name);
        return WriteAt(new Step(member), member.Value);
    }

    private Refusal? WriteDisclosedMembers(JsonElement source, JsonElement digests)
    {
        if (digests.ValueKind is not JsonValueKind.Array)
        {
            return new Refusal(SealFaults.DigestMalformed, FormatPlace(SdJwtNames.Digests));
        }

        HashSet<string>? disclosed = null;
        foreach (var item in digests.EnumerateArray())
        {
            if (Find(item, out var index) is { } wrong)
            {
                return wrong;
            }

            if (index is not { } found)
            {
                continue;
            }

            if (_disclosures[found].Name is not { } name)
            {
                return new Refusal(SealFaults.ObjectDisclosureShape, $"disclosures[{found}]");
            }

            if (FindNameFault(source, name, disclosed ??= new(StringComparer.Ordinal)) is { } fault)
            {
                return new Refusal(fault, $"disclosures[{found}]");
            }

            _writer?.WritePropertyName(name);
            if (WriteDisclosure(new Step(name), found) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Fault? FindNameFault(JsonElement source, string name, HashSet<string> disclosed)
    {
        if (SdJwtNames.IsReserved(name))
        {
            return SealFaults.NameReserved;
        }

        if (_depth == 1 && _rules.InClear.Contains(name))
        {
            return SealFaults.ProtectedClaimDisclosed;
        }

        return source.TryGetProperty(name, out _) || !disclosed.Add(name) ? SealFaults.NamePresent : null;
    }

    private Refusal? WriteArray(JsonElement source)
    {
        if (Enter() is { } tooDeep)
        {
            return tooDeep;
        }

        _writer?.WriteStartArray();
        var written = 0;
        foreach (var element in source.EnumerateArray())
        {
            if (!IsElementDigest(element, out var digest))
            {
                if (WriteAt(new Step(written++), element) is { } refusal)
                {
                    return refusal;
                }
            }
            else if (Find(digest, out var index) is { } wrong)
            {
                return wrong;
            }
            else if (index is { } found)
            {
                if (_disclosures[found].Length != 2)
                {
                    return new Refusal(SealFaults.ArrayDisclosureShape, $"disclosures[{found}]");
                }

                if (WriteDisclosure(new Step(written++), found) is { } inDisclosure)
                {
                    return inDisclosure;
                }
            }
        }

        _writer?.WriteEndArray();
        _depth--;
        return null;
    }

    /// <summary>RFC 9901 section 4.2.4.2: an object whose only member is <c>...</c>.</summary>
    private static bool IsElementDigest(JsonElement element, out JsonElement digest)
    {
        digest = default;
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty("..."u8, out digest) && element.GetPropertyCount() == 1;
    }

    /// <summary>Finds the disclosure of a digest. <paramref name="index"/> is null when the claim stays hidden.</summary>
    private Refusal? Find(JsonElement item, out int? index)
    {
        index = null;

        // SD-JWT VC, "Registered JWT Claims": the protected claims and everything inside them stay in clear.
        if (_path.Count > 0 && _path[0].ToSegment().Name is { } top && _rules.InClear.Contains(top))
        {
            return new Refusal(SealFaults.ProtectedClaimDisclosed, FormatPlace(SdJwtNames.Digests));
        }

        if (!_rules.Digests.TryRead(item, out var digest))
        {
            return new Refusal(SealFaults.DigestMalformed, FormatPlace(SdJwtNames.Digests));
        }

        // RFC 9901 section 7.1 step 4. This check also stops a disclosure that contains itself.
        index = _byDigest.TryGetValue(digest, out var found) ? found : null;
        var isNew = index is null ? (_hidden ??= []).Add(digest) : !_isPlaced[found];
        return isNew ? null : new Refusal(SealFaults.DigestRepeated, FormatPlace(SdJwtNames.Digests));
    }

    private Refusal? WriteDisclosure(Step step, int index)
    {
        if (_path.Count == 0)
        {
            _topLevel.Add(_disclosures[index]);
        }

        _path.Add(step);
        _isPlaced[index] = true;
        if (_paths is not null)
        {
            _paths[index] = PathTo();
        }

        var refusal = WriteDisclosedValue(_disclosures[index]);
        _path.RemoveAt(_path.Count - 1);
        return refusal;
    }

    private Refusal? WriteDisclosedValue(Disclosure disclosure)
    {
        if (disclosure.Container.ValueKind is not JsonValueKind.Undefined)
        {
            return WriteValue(disclosure.Container);
        }

        _writer?.WriteRawValue(disclosure.RawValue.Span, skipInputValidation: true); // It was checked when it was read.
        return null;
    }

    private Refusal? WriteAt(Step step, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return WriteValue(value); // It contains no digest.
        }

        _path.Add(step);
        var refusal = WriteValue(value);
        _path.RemoveAt(_path.Count - 1);
        return refusal;
    }

    private Refusal? Enter() => ++_depth <= _rules.MaxDepth ? null : new Refusal(_rules.Payload.TooDeep, "claims");

    private ClaimPath PathTo(params ReadOnlySpan<ClaimPathSegment> further) => ClaimPath.FromSegments([.. _path.Select(step => step.ToSegment()), .. further]);

    private string FormatPlace(string name) => PathTo(name).ToString();

    /// <summary>One step of the path to the current value. The name is copied only when the path is read, which is rare.</summary>
    private readonly struct Step
    {
        private readonly JsonProperty _member;
        private readonly string? _name;
        private readonly int? _index;

        public Step(JsonProperty member) => _member = member;

        public Step(string name) => _name = name;

        public Step(int index) => _index = index;

        public ClaimPathSegment ToSegment() => _index is { } index ? index : _name ?? _member.Name;
    }
}
