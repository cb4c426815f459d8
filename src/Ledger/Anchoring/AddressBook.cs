using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Files;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Anchoring;

/// <summary>
/// The addresses of a deployment and its chain, in one file that all nodes of the chain can share. The file is
/// <c>{"v":2,"chainId","genesis","registry","anchor","status","block","rpc"}</c>, with no other members. <c>rpc</c> exists only if the chain belongs
/// to the node itself.
/// </summary>
public sealed record AddressBook
{
    private const int Version = 2;
    private const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required long ChainId { get; init; }

    /// <summary>The hash of the chain's block 0. It distinguishes the chain from a reset one and from another one with the same id.</summary>
    public required Digest Genesis { get; init; }

    public required ChainAddress Registry { get; init; }

    public required ChainAddress Anchor { get; init; }

    public required ChainAddress Status { get; init; }

    /// <summary>The first block that can contain events of the contracts.</summary>
    public required long Block { get; init; }

    /// <summary>The endpoint of the node's own chain. Null in a shared book.</summary>
    public Uri? Rpc { get; init; }

    /// <summary>Reads the book. Null if there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is not an address book of this version.</exception>
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

        if (!UntrustedText.TryReadUtf8(File.ReadAllBytes(path), out var utf8, out var reason) || UntrustedText.IsWebPage(utf8.Span, out reason))
        {
            throw new InvalidDataException($"{path}: {reason.En}. {reason.Zh}。");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, JsonFiles.Strict);
            return IsEarlier(document.RootElement) ? throw Earlier(path) : Read(document.RootElement.Deserialize<BookForm>(Form)) ?? throw Broken(path, null);
        }
        catch (JsonException exception)
        {
            throw Broken(path, exception);
        }
    }

    /// <summary>Replaces the file in one step. A reader gets either the old book or the new one.</summary>
    public void Write(string path)
    {
        var form = new BookForm(Version, ChainId, Genesis.ToHex(), Registry.ToString(), Anchor.ToString(), Status.ToString(), Block, Rpc?.OriginalString!);
        DurableFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!); // A full path of a file contains a folder.
        DurableFiles.Replace(path, [.. JsonSerializer.SerializeToUtf8Bytes(form, Form), (byte)'\n']);
    }

    private static AddressBook? Read(BookForm? form) =>
        form is { V: Version, ChainId: > 0, Block: >= 0 } && TryReadRpc(form.Rpc, out var rpc) && Digest.TryParseHex(form.Genesis, out var genesis)
        && ChainAddress.TryParse(form.Registry, out var registry) && ChainAddress.TryParse(form.Anchor, out var anchor) && ChainAddress.TryParse(form.Status, out var status)
            ? new AddressBook { ChainId = form.ChainId, Genesis = genesis, Registry = registry, Anchor = anchor, Status = status, Block = form.Block, Rpc = rpc }
            : null;

    private static bool TryReadRpc(string? text, out Uri? rpc)
    {
        rpc = null;
        return text is null || (Uri.TryCreate(text, UriKind.Absolute, out rpc) && rpc.Scheme is "http" or "https");
    }

    /// <summary>Whether this is the form used before there was a council: without a version, and always with an endpoint.</summary>
    private static bool IsEarlier(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && !root.TryGetProperty("v", out _) && root.TryGetProperty("registry", out _);

    private static InvalidDataException Broken(string path, Exception? inner) => new(
        $"{Path.GetFileName(path)} is not an address book (v, chainId, genesis, registry, anchor, status, block).", inner);

    private static InvalidDataException Earlier(string path) => new(
        $"{Path.GetFileName(path)} names contracts of an earlier version, which had one owner. This version needs contracts that a council "
        + "governs: deploy new ones and write a new address book.");

    // The endpoint is left out and never null.
    private sealed record BookForm(
        int V, long ChainId, string Genesis, string Registry, string Anchor, string Status, long Block,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string Rpc = null!);
}
