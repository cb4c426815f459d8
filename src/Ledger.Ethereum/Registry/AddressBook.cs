using System.Text.Json;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Where a deployment lies and on which chain: one file that every node of that chain can share. As a file:
/// <c>{"v":2,"chainId","genesis","registry","anchor","status","block","rpc"}</c>, these members and no others; <c>rpc</c> is there only
/// where the chain belongs to the node itself.
/// </summary>
public sealed record AddressBook
{
    private const int Version = 2;
    private const int MaxBytes = 64 * 1024;
    private static readonly string[] Members = ["v", "chainId", "genesis", "registry", "anchor", "status", "block"];
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public required long ChainId { get; init; }

    /// <summary>The hash of the chain's block 0: a chain that was reset, or another one of the same id, is not this one.</summary>
    public required Digest Genesis { get; init; }

    public required ChainAddress Registry { get; init; }

    public required ChainAddress Anchor { get; init; }

    public required ChainAddress Status { get; init; }

    /// <summary>No event of the contracts lies before this block.</summary>
    public required long Block { get; init; }

    /// <summary>Where the node's own chain answers; null in a book that others share.</summary>
    public Uri? Rpc { get; init; }

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file is not an address book of this version; nothing is guessed.</exception>
    public static AddressBook? Find(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (new FileInfo(path).Length > MaxBytes)
        {
            throw Broken(path, null);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement) ?? throw (IsEarlier(document.RootElement) ? Earlier(path) : Broken(path, null));
        }
        catch (JsonException exception)
        {
            throw Broken(path, exception);
        }
    }

    /// <summary>Replaces the file in one step: a reader sees the old book or the new one.</summary>
    public void Write(string path)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteNumber("chainId", ChainId);
            writer.WriteString("genesis", Genesis.ToHex());
            writer.WriteString("registry", Registry.ToString());
            writer.WriteString("anchor", Anchor.ToString());
            writer.WriteString("status", Status.ToString());
            writer.WriteNumber("block", Block);
            if (Rpc is not null)
            {
                writer.WriteString("rpc", Rpc.OriginalString);
            }

            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        DurableFile.Replace(path, buffer.ToArray());
    }

    private static AddressBook? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object
            || !root.EnumerateObject().Select(member => member.Name).Where(name => name != "rpc").Order().SequenceEqual(Members.Order())
            || Number(root, "v") != Version)
        {
            return null;
        }

        Uri? rpc = null;
        var isRpcGood = !root.TryGetProperty("rpc", out _)
            || (Uri.TryCreate(Text(root, "rpc"), UriKind.Absolute, out rpc) && rpc.Scheme is "http" or "https");
        return isRpcGood && Number(root, "chainId") is > 0 and var chainId && Number(root, "block") is >= 0 and var block
            && Digest.TryParseHex(Text(root, "genesis"), out var genesis)
            && ChainAddress.TryParse(Text(root, "registry"), out var registry)
            && ChainAddress.TryParse(Text(root, "anchor"), out var anchor)
            && ChainAddress.TryParse(Text(root, "status"), out var status)
            ? new AddressBook
            {
                ChainId = chainId, Genesis = genesis, Registry = registry, Anchor = anchor, Status = status, Block = block, Rpc = rpc,
            }
            : null;
    }

    /// <summary>The form before there was a council: without version, and always with an address of the chain.</summary>
    private static bool IsEarlier(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && !root.TryGetProperty("v", out _) && root.TryGetProperty("registry", out _);

    private static long? Number(JsonElement root, string name) =>
        root.GetProperty(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number) ? number : null;

    private static string? Text(JsonElement root, string name) =>
        root.GetProperty(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    private static InvalidDataException Broken(string path, Exception? inner) => new(
        $"{Path.GetFileName(path)} is not an address book (v, chainId, genesis, registry, anchor, status, block).", inner);

    private static InvalidDataException Earlier(string path) => new(
        $"{Path.GetFileName(path)} names contracts of an earlier version, which one owner governed. This version needs the contracts a council "
        + "governs: deploy them anew and write a new address book.");
}
