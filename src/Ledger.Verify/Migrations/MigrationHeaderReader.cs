using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Notes;
using Ledger.Verify.Text;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>
/// Reads the members of a header and the rows that follow it, and reports the first wrong one as the place. To find differences of spelling, the
/// caller writes the header again and compares.
/// </summary>
internal sealed class MigrationHeaderReader(JsonElement json, ReadOnlyMemory<byte> rows)
{
    private const int MaxChains = 16;
    private const int MaxItems = 10_000;
    private const long MaxRows = 10_000_000;

    private ReadOnlyMemory<byte> _rest = rows;

    public string? Place { get; private set; }

    public MigrationRecord? Read()
    {
        if (Number(json, "v") != 1)
        {
            return Wrong<MigrationRecord?>("v", null);
        }

        var origin = Text(json, "origin");
        if (!VerifierKey.IsName(origin))
        {
            Wrong("origin", "");
        }

        var chains = Items(json, "chains", MaxChains, ReadChain);
        var to = Object(json, "to");
        var next = new NextChain(ReadPlace(to), Address(to, "recordStatus"), Hash(to, "genesis"));
        if (Place is not null || chains.IsEmpty || !_rest.IsEmpty)
        {
            return Wrong<MigrationRecord?>(chains.IsEmpty ? "chains" : "rows", null);
        }

        var record = new MigrationRecord { Origin = origin, Chains = chains, To = next };
        Place = record.FindContradiction();
        return Place is null ? record : null;
    }

    private RetiredChain ReadChain(JsonElement chain)
    {
        var final = Object(chain, "final");
        var finality = Text(chain, "finality");
        if (finality is not ("instant" or "finalized") && !finality.StartsWith("depth:", StringComparison.Ordinal))
        {
            Wrong("finality", "");
        }

        return new RetiredChain
        {
            Place = ReadPlace(chain),
            RecordStatus = Address(chain, "recordStatus"),
            Genesis = Hash(chain, "genesis"),
            Finality = finality,
            Final = new ChainBlock(Number(final, "number"), Hash(final, "hash"), Time(final, "time")),
            AdmittedAt = Time(chain, "admittedAt"),
            SuspendedAt = FindTime(chain, "suspendedAt"),
            LogKeys = Items(chain, "logKeys", MaxItems, key => new LogKeyFacts(Bytes(key, "key"), ReadInterval(key))
            {
                CompromisedSince = FindTime(key, "compromisedSince"),
            }),
            RecordKeys = Items(chain, "recordKeys", MaxItems, key =>
                new RecordKeyFacts(Hash(key, "thumbprint"), (byte)Number(key, "algorithm", byte.MaxValue), Bytes(key, "key"), ReadInterval(key))
                {
                    CompromisedSince = FindTime(key, "compromisedSince"),
                }),
            Types = Items(chain, "types", MaxItems, type => new RetiredChainType(
                new RecordTypeFacts(Text(type, "uri"), Hash(type, "metadataHash")), Items(type, "authority", MaxItems, ReadInterval))),
            Anchors = AnchorRows.TryRead(TakeRows(chain, "anchors", AnchorRows.RowLength)) ?? Wrong("anchors", AnchorRows.Empty),
            Statuses = StatusRows.TryRead(TakeRows(chain, "statuses", StatusRows.RowLength)) ?? Wrong("statuses", StatusRows.Empty),
            LeftBy = Member(chain, "leftBy", JsonValueKind.Null) is null ? Hash(chain, "leftBy") : null,
        };
    }

    /// <summary>Takes the rows of one list, after those of the previous list. Their hash is compared when the header is written again.</summary>
    private ReadOnlyMemory<byte> TakeRows(JsonElement chain, string name, int rowLength)
    {
        var length = Number(Object(chain, name), "count", MaxRows) * rowLength;
        if (length > _rest.Length)
        {
            return Wrong<ReadOnlyMemory<byte>>(name, default);
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ChainPlace ReadPlace(JsonElement parent) =>
        new(Number(parent, "chainId"), Address(parent, "registry"), Address(parent, "logAnchor"));

    private Validity ReadInterval(JsonElement parent) => new(Time(parent, "from"), FindTime(parent, "until"));

    private ImmutableArray<T> Items<T>(JsonElement parent, string name, int most, Func<JsonElement, T> read) =>
        Member(parent, name, JsonValueKind.Array) is { } array && array.GetArrayLength() <= most
            ? [.. array.EnumerateArray().Select(read)]
            : Wrong<ImmutableArray<T>>(name, []);

    private JsonElement Object(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Object) ?? Wrong(name, default(JsonElement));

    private string Text(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.String)?.GetString() ?? Wrong(name, "");

    private long Number(JsonElement parent, string name, long most = (1L << 53) - 1) =>
        Member(parent, name, JsonValueKind.Number) is { } value && value.TryGetInt64(out var number) && number >= 0 && number <= most
            ? number
            : Wrong(name, 0L);

    private DateTimeOffset Time(JsonElement parent, string name) =>
        Number(parent, name) is var seconds && Rows.IsTime(seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : Wrong(name, DateTimeOffset.UnixEpoch);

    private DateTimeOffset? FindTime(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.Null) is null ? Time(parent, name) : null;

    private ChainAddress Address(JsonElement parent, string name) =>
        ChainAddress.TryParse(Text(parent, name), out var address) ? address : Wrong(name, default(ChainAddress));

    private Digest Hash(JsonElement parent, string name) =>
        Digest.TryParseHex(Text(parent, name), out var hash) ? hash : Wrong(name, default(Digest));

    private ImmutableArray<byte> Bytes(JsonElement parent, string name) =>
        Base64Url.TryDecode(Text(parent, name), out var bytes) ? [.. bytes] : Wrong<ImmutableArray<byte>>(name, []);

    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private T Wrong<T>(string name, T value)
    {
        Place ??= name;
        return value;
    }
}
