using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Ledger.Verify.Faults;

namespace Ledger.Verify.RecordTypes;

/// <summary>Reads SD-JWT VC Type Metadata. One instance reads one document. The first error is the refusal.</summary>
internal sealed class TypeMetadataReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private Refusal? _refusal;

    public static bool TryRead(
        ReadOnlySpan<byte> octets, [NotNullWhen(true)] out TypeMetadata? metadata, [NotNullWhen(false)] out Refusal? refusal)
    {
        metadata = null;
        if (!TryParseObject(octets, out var json))
        {
            refusal = new Refusal(RecordTypeFaults.NotJson, "document");
            return false;
        }

        var reader = new TypeMetadataReader();
        try
        {
            metadata = reader.Read(json, TypeMetadata.IntegrityOf(octets));
            refusal = reader._refusal;
        }
        catch (InvalidOperationException)
        {
            // JsonElement.GetString found an escape that is half a surrogate pair, which is not a character.
            refusal = new Refusal(RecordTypeFaults.NotJson, "document");
        }

        metadata = refusal is null ? metadata : null;
        return metadata is not null;
    }

    private static bool TryParseObject(ReadOnlySpan<byte> octets, out JsonElement json)
    {
        json = default;
        try
        {
            json = Utf8.IsValid(octets) ? JsonElement.Parse(octets, Options) : default;
            return json.ValueKind is JsonValueKind.Object;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException: an escaped member name is not valid Unicode.
        }
    }

    private TypeMetadata Read(JsonElement json, string integrity)
    {
        var vct = RequiredText(json, "vct", "vct");
        var name = OptionalText(json, "name", "name");
        var description = OptionalText(json, "description", "description");
        var display = ReadList(json, "display", "display", ReadTypeDisplay);
        RefuseRepeated(display, entry => entry.Locale, "display");
        var claims = ReadList(json, "claims", "claims", ReadClaim);
        RefuseRepeated(claims, claim => claim.Path, "claims");

        // A refused document still needs an object. Two rules for one path would throw here, so its claims are left out.
        return new TypeMetadata(vct, name, description, display, _refusal is null ? claims : [], integrity);
    }

    private TypeDisplay ReadTypeDisplay(JsonElement json, string place) =>
        new(ReadLocale(json, place), RequiredText(json, "name", place + ".name"), OptionalText(json, "description", place + ".description"));

    private ClaimDisplay ReadClaimDisplay(JsonElement json, string place) =>
        new(ReadLocale(json, place), RequiredText(json, "label", place + ".label"), OptionalText(json, "description", place + ".description"));

    private ClaimMetadata ReadClaim(JsonElement json, string place)
    {
        var path = ReadPath(json, place + ".path");
        var display = ReadList(json, "display", place + ".display", ReadClaimDisplay);
        RefuseRepeated(display, entry => entry.Locale, place + ".display");
        return new ClaimMetadata(path, ReadMandatory(json, place + ".mandatory"), ReadRule(json, place + ".sd"), display);
    }

    private ClaimPath ReadPath(JsonElement json, string place)
    {
        if (!json.TryGetProperty("path"u8, out var member))
        {
            Refuse(RecordTypeFaults.MemberMissing, place);
        }
        else if (ClaimPath.TryParse(member, out var path))
        {
            return path;
        }
        else
        {
            Refuse(RecordTypeFaults.MemberMalformed, place);
        }

        return ClaimPath.FromSegments(string.Empty); // never visible, because the document is refused
    }

    private bool ReadMandatory(JsonElement json, string place)
    {
        if (!json.TryGetProperty("mandatory"u8, out var member))
        {
            return false; // SD-JWT VC: false is the default.
        }

        if (member.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(RecordTypeFaults.MemberMalformed, place);
        }

        return member.ValueKind is JsonValueKind.True;
    }

    private DisclosureRule? ReadRule(JsonElement json, string place)
    {
        var text = OptionalText(json, "sd", place);
        switch (text)
        {
            case null:
                return null;
            case "always":
                return DisclosureRule.Always;
            case "allowed":
                return DisclosureRule.Allowed;
            case "never":
                return DisclosureRule.Never;
            default:
                Refuse(RecordTypeFaults.MemberMalformed, place);
                return null;
        }
    }

    /// <summary>Drafts before SD-JWT VC -12 call this member <c>lang</c>. That name is read when <c>locale</c> is absent.</summary>
    private string ReadLocale(JsonElement json, string place) =>
        RequiredText(json, json.TryGetProperty("locale"u8, out _) ? "locale" : "lang", place + ".locale");

    private ImmutableArray<T> ReadList<T>(JsonElement json, string name, string place, Func<JsonElement, string, T> read)
    {
        if (!json.TryGetProperty(name, out var list))
        {
            return [];
        }

        if (list.ValueKind is not JsonValueKind.Array)
        {
            Refuse(RecordTypeFaults.MemberMalformed, place);
            return [];
        }

        var entries = ImmutableArray.CreateBuilder<T>(list.GetArrayLength());
        foreach (var entry in list.EnumerateArray())
        {
            var at = $"{place}[{entries.Count}]";
            if (entry.ValueKind is not JsonValueKind.Object)
            {
                Refuse(RecordTypeFaults.MemberMalformed, at);
                return [];
            }

            entries.Add(read(entry, at));
        }

        return entries.MoveToImmutable();
    }

    private void RefuseRepeated<T, TKey>(ImmutableArray<T> entries, Func<T, TKey> keyOf, string place)
    {
        var seen = new HashSet<TKey>();
        for (var i = 0; i < entries.Length; i++)
        {
            if (!seen.Add(keyOf(entries[i])))
            {
                Refuse(RecordTypeFaults.Repeated, $"{place}[{i}]");
            }
        }
    }

    private string RequiredText(JsonElement json, string name, string place)
    {
        if (!json.TryGetProperty(name, out _))
        {
            Refuse(RecordTypeFaults.MemberMissing, place);
        }

        var text = OptionalText(json, name, place);
        if (text is { Length: 0 })
        {
            Refuse(RecordTypeFaults.MemberMalformed, place);
        }

        return text ?? string.Empty;
    }

    private string? OptionalText(JsonElement json, string name, string place)
    {
        if (!json.TryGetProperty(name, out var member))
        {
            return null;
        }

        if (member.ValueKind is not JsonValueKind.String)
        {
            Refuse(RecordTypeFaults.MemberMalformed, place);
            return null;
        }

        return member.GetString();
    }

    private void Refuse(Fault fault, string place) => _refusal ??= new Refusal(fault, place);
}
