using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using Ledger.Verify.Verdicts;

namespace Ledger.Browser;

/// <summary>
/// What the reader trusts, and the time asked about. JSON with the names of the options of <c>ledger verify</c>: <c>rpc</c> (a list), <c>registry</c>,
/// <c>finality</c>, <c>genesis</c>, <c>agree</c>, <c>as-of</c>, <c>block-hash</c>, <c>migrations</c> (base64); or <c>vkey</c> and <c>jwks</c> instead of a
/// chain. Immutable.
/// </summary>
internal sealed record TrustedInput
{
    public const string FinalityName = "finality";

    /// <summary>The chain nodes to ask. Empty when no chain is named: evidence needs none.</summary>
    public required ImmutableArray<Uri> Rpc { get; init; }

    /// <summary>The trusted registry. Null when no chain is named.</summary>
    public required ChainAddress? Registry { get; init; }

    public required FinalityMode Finality { get; init; }

    public Digest? Genesis { get; init; }

    public int Agreement { get; init; } = 1;

    public DateTimeOffset? AsOf { get; init; }

    public Digest? BlockHash { get; init; }

    public ImmutableArray<MigrationFile> Migrations { get; init; } = [];

    /// <summary>The pinned keys. With them, no chain is asked.</summary>
    public PinnedKeys? Keys { get; init; }

    /// <exception cref="FaultException">A value has another form.</exception>
    public static TrustedInput Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var keys = ReadKeys(root);
        ImmutableArray<Uri> rpc = [.. Texts(root, "rpc").Select(text => InputValues.Address(text, "rpc"))];
        var agreement = root.TryGetProperty("agree", out var agree) && agree.ValueKind is JsonValueKind.Number ? agree.GetInt32() : 1;
        return !rpc.IsEmpty && (agreement < 1 || agreement > rpc.Length) ? throw OptionProblems.Agreement(rpc.Length)
            : new TrustedInput
            {
                Rpc = rpc,
                Registry = Text(root, "registry") is { } registry ? InputValues.ChainAddress(registry, "registry") : null,
                Finality = Text(root, FinalityName) is not { } finality ? FinalityMode.Finalized
                    : FinalityMode.TryParse(finality, out var mode) ? mode
                    : throw OptionProblems.WrongForm(FinalityName, finality, OptionForms.Finality),
                Genesis = Text(root, "genesis") is { } genesis ? InputValues.Hash(genesis, "genesis") : null,
                Agreement = agreement,
                AsOf = Text(root, "as-of") is { } time ? UtcTimes.ParseMoment(time, "as-of") : null,
                BlockHash = Text(root, "block-hash") is { } hash ? InputValues.Hash(hash, "block-hash") : null,
                Migrations = [.. Texts(root, "migrations").Select(ReadMigration)],
                Keys = keys,
            };
    }

    private static PinnedKeys? ReadKeys(JsonElement root) => (Text(root, "vkey"), Text(root, "jwks")) switch
    {
        (null, null) => null,
        ({ } vkey, { } jwks) => new PinnedKeys(
            InputValues.VerifierKey(vkey),
            JwkSet.TryParse(Encoding.UTF8.GetBytes(jwks), out var set, out var refusal) ? set : throw new FaultException(RunFaults.FileMalformed, $"jwks: {refusal}")),
        _ => throw OptionProblems.Needed("vkey", "jwks"),
    };

    private static MigrationFile ReadMigration(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && MigrationFile.TryRead(bytes.AsMemory(0, length).ToArray(), out var file, out _)
            ? file
            : throw new FaultException(RunFaults.FileMalformed, "migrations");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null; // a string is not null

    private static IEnumerable<string> Texts(JsonElement root, string name) =>
        root.TryGetProperty(name, out var values) && values.ValueKind is JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(value => value.GetString() ?? "")]
            : [];
}
