using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>Writes and reads the answers of a chain as JSON: hashes and keys in <c>0x</c> hexadecimal, times in seconds since 1970 UTC.</summary>
internal static class FactsJson
{
    public static JsonObject Write(ChainFacts facts)
    {
        var json = WriteOwn(facts);
        if (facts.Migrations.IsKnown && facts.MigratedAnchors.IsKnown)
        {
            json["migrations"] = new JsonArray([.. facts.Migrations.Value.Select(recorded => (JsonNode)new JsonObject
            {
                ["recordHash"] = recorded.RecordHash.ToHex(), ["recordedAt"] = Seconds(recorded.RecordedAt), ["block"] = recorded.Block,
            })]);
            json["migratedAnchors"] = new JsonArray([.. facts.MigratedAnchors.Value.Select(anchor => (JsonNode)Write(anchor))]);
        }

        if (facts.LaterInBlock.IsKnown)
        {
            json["laterInBlock"] = new JsonArray([.. facts.LaterInBlock.Value.Select(change => (JsonNode)new JsonObject
            {
                ["kind"] = (int)change.Kind, ["subject"] = change.Subject.ToHex(),
            })]);
        }

        if (facts.ImpossibleHead is { IsKnown: true, Value: { } head })
        {
            json["impossibleHead"] = new JsonObject { ["size"] = head.Size, ["block"] = head.Block };
        }

        return json;
    }

    private static JsonObject WriteOwn(ChainFacts facts) => new()
    {
        ["source"] = Write(facts.Source.Value),
        ["department"] = facts.Department.Value is not { } department ? null : new JsonObject
        {
            ["origin"] = department.Origin,
            ["nodeUrl"] = department.NodeUrl,
            ["operator"] = department.Operator.ToString(),
            ["admittedAt"] = Seconds(department.AdmittedAt),
            ["suspendedAt"] = Seconds(department.SuspendedAt),
        },
        ["logKeys"] = new JsonArray([.. facts.LogKeys.Value.Select(key => (JsonNode)WithCompromise(
            new JsonObject { ["publicKey"] = HexOf(key.PublicKey), ["validity"] = Write(key.Validity) }, key.CompromisedSince))]),
        ["recordKey"] = facts.RecordKey.Value is not { } recordKey ? null : WithCompromise(
            new JsonObject
            {
                ["thumbprint"] = recordKey.Thumbprint.ToHex(),
                ["algorithm"] = recordKey.Algorithm,
                ["publicKey"] = HexOf(recordKey.PublicKey),
                ["validity"] = Write(recordKey.Validity),
            },
            recordKey.CompromisedSince),
        ["recordType"] = facts.RecordType.Value is not { } type ? null : new JsonObject
        {
            ["uri"] = type.Uri,
            ["metadataHash"] = type.MetadataHash.ToHex(),
        },
        ["authority"] = new JsonArray([.. facts.Authority.Value.Select(validity => (JsonNode)Write(validity))]),
        ["rootAtSize"] = facts.RootAtSize.Value?.ToHex(),
        ["anchor"] = facts.Anchor.Value is not { } anchor ? null : Write(anchor),
        ["statuses"] = new JsonArray([.. facts.Statuses.Value.Select(change => (JsonNode)new JsonObject
        {
            ["status"] = (byte)change.Status, ["at"] = Seconds(change.At), ["block"] = change.Block, ["sequence"] = change.Sequence,
            ["successor"] = change.Successor.ToHex(),
        })]),
    };

    /// <summary>Reads what <see cref="Write(ChainFacts)"/> writes.</summary>
    /// <exception cref="FormatException">A member has the wrong form. The exceptions of <see cref="JsonElement"/> have the same meaning.</exception>
    public static ChainFacts Read(JsonElement json) => new()
    {
        Source = Answer<ChainSource>.Known(ReadSource(json.GetProperty("source"))),
        Department = Answer<DepartmentFacts?>.Known(OrNull(json, "department", department => new DepartmentFacts(
            ReadText(department, "origin"), ReadText(department, "nodeUrl"), Address(department, "operator"), Time(department, "admittedAt"),
            TimeOrNull(department, "suspendedAt")))),
        LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known([.. json.GetProperty("logKeys").EnumerateArray().Select(key =>
            new LogKeyFacts(Bytes(key, "publicKey"), ReadValidity(key.GetProperty("validity"))) { CompromisedSince = ReadCompromise(key) })]),
        RecordKey = Answer<RecordKeyFacts?>.Known(OrNull(json, "recordKey", key => new RecordKeyFacts(
            Hash(key, "thumbprint"), key.GetProperty("algorithm").GetByte(), Bytes(key, "publicKey"), ReadValidity(key.GetProperty("validity")))
        {
            CompromisedSince = ReadCompromise(key),
        })),
        RecordType = Answer<RecordTypeFacts?>.Known(OrNull(json, "recordType", type => new RecordTypeFacts(ReadText(type, "uri"), Hash(type, "metadataHash")))),
        Authority = Answer<ImmutableArray<Validity>>.Known([.. json.GetProperty("authority").EnumerateArray().Select(ReadValidity)]),
        RootAtSize = Answer<Digest?>.Known(json.GetProperty("rootAtSize").ValueKind is JsonValueKind.Null ? null : Hash(json, "rootAtSize")),
        Anchor = Answer<AnchorFacts?>.Known(OrNull(json, "anchor", ReadAnchor)),
        Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known([.. json.GetProperty("statuses").EnumerateArray().Select(change =>
            new StatusChangeFacts(
                (EntryStatus)change.GetProperty("status").GetByte(), Time(change, "at"), change.GetProperty("block").GetInt64(), change.GetProperty("sequence").GetInt64(),
                Hash(change, "successor")))]),
        Migrations = ListOrNotAsked(json, "migrations", recorded => new RecordedMigration(
            Hash(recorded, "recordHash"), Time(recorded, "recordedAt"), recorded.GetProperty("block").GetInt64())),
        MigratedAnchors = ListOrNotAsked(json, "migratedAnchors", ReadAnchor),
        LaterInBlock = ListOrNotAsked(json, "laterInBlock", change => new ValidityChange(
            (ValidityChangeKind)change.GetProperty("kind").GetInt32(), Hash(change, "subject"))),
        ImpossibleHead = json.TryGetProperty("impossibleHead", out var head)
            ? Answer<ImpossibleHead?>.Known(new ImpossibleHead(head.GetProperty("size").GetUInt64(), head.GetProperty("block").GetInt64()))
            : default,
    };

    public static ImmutableArray<byte> Bytes(JsonElement element) => element.GetString() is { } text && text.StartsWith("0x", StringComparison.Ordinal)
        ? [.. Convert.FromHexString(text.AsSpan(2))]
        : throw new FormatException("hexadecimal");

    public static string HexOf(ImmutableArray<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes.AsSpan());

    public static Digest Hash(JsonElement parent, string name) =>
        Digest.TryParseHex(parent.GetProperty(name).GetString(), out var hash) ? hash : throw new FormatException(name);

    public static ChainAddress Address(JsonElement parent, string name) =>
        ChainAddress.TryParse(parent.GetProperty(name).GetString(), out var address) ? address : throw new FormatException(name);

    private static JsonObject Write(ChainSource source) => new()
    {
        ["chainId"] = source.ChainId,
        ["registry"] = source.Registry.ToString(),
        ["logAnchor"] = source.LogAnchor.ToString(),
        ["recordStatus"] = source.RecordStatus.ToString(),
        ["latest"] = Write(source.Latest),
        ["final"] = Write(source.Final),
        ["finality"] = source.Finality,
        ["endpoints"] = new JsonArray([.. source.Endpoints.Select(name => (JsonNode)name)]),
    };

    private static ChainSource ReadSource(JsonElement json) => new(
        json.GetProperty("chainId").GetInt64(), Address(json, "registry"), Address(json, "logAnchor"), Address(json, "recordStatus"),
        ReadBlock(json.GetProperty("latest")), ReadBlock(json.GetProperty("final")), ReadText(json, "finality"),
        [.. json.GetProperty("endpoints").EnumerateArray().Select(name => name.GetString() ?? "")]);

    private static JsonObject Write(ChainBlock block) => new() { ["number"] = block.Number, ["hash"] = block.Hash.ToHex(), ["time"] = Seconds(block.Time) };

    private static ChainBlock ReadBlock(JsonElement json) => new(json.GetProperty("number").GetInt64(), Hash(json, "hash"), Time(json, "time"));

    private static JsonObject Write(AnchorFacts anchor) => new()
    {
        ["oldSize"] = anchor.OldSize,
        ["newSize"] = anchor.NewSize,
        ["root"] = anchor.Root.ToHex(),
        ["transaction"] = anchor.Transaction.ToHex(),
        ["block"] = Write(anchor.Block),
    };

    private static AnchorFacts ReadAnchor(JsonElement json) => new(
        json.GetProperty("oldSize").GetInt64(), json.GetProperty("newSize").GetInt64(), Hash(json, "root"), Hash(json, "transaction"),
        ReadBlock(json.GetProperty("block")));

    /// <summary>Reads a list that is written only when the chain was asked. An absent member means "not asked".</summary>
    private static Answer<ImmutableArray<T>> ListOrNotAsked<T>(JsonElement json, string name, Func<JsonElement, T> read) =>
        json.TryGetProperty(name, out var list) ? Answer<ImmutableArray<T>>.Known([.. list.EnumerateArray().Select(read)]) : default;

    private static JsonObject Write(Validity validity) => new() { ["from"] = Seconds(validity.From), ["until"] = Seconds(validity.Until) };

    private static Validity ReadValidity(JsonElement json) => new(Time(json, "from"), TimeOrNull(json, "until"));

    /// <summary>Adds the time of a compromise, if there is one. Older evidence has no such member and is read in the same way.</summary>
    private static JsonObject WithCompromise(JsonObject key, DateTimeOffset? since)
    {
        if (since is { } time)
        {
            key["compromisedSince"] = Seconds(time);
        }

        return key;
    }

    private static DateTimeOffset? ReadCompromise(JsonElement key) =>
        key.TryGetProperty("compromisedSince", out _) ? Time(key, "compromisedSince") : null;

    private static long? Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds();

    private static DateTimeOffset Time(JsonElement parent, string name) => DateTimeOffset.FromUnixTimeSeconds(parent.GetProperty(name).GetInt64());

    private static DateTimeOffset? TimeOrNull(JsonElement parent, string name) =>
        parent.GetProperty(name).ValueKind is JsonValueKind.Null ? null : Time(parent, name);

    private static T? OrNull<T>(JsonElement parent, string name, Func<JsonElement, T> read)
        where T : class => parent.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? read(value) : null;

    private static ImmutableArray<byte> Bytes(JsonElement parent, string name) => Bytes(parent.GetProperty(name));

    private static string ReadText(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException(name);
}
