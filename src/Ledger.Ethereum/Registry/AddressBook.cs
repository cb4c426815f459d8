using System.Text.Json;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Registry;

/// <summary>Where a deployment lies. As a file: <c>{"rpc","chainId","registry","anchor","status"}</c>, these members and no others.</summary>
public sealed record AddressBook(Uri Rpc, long ChainId, ChainAddress Registry, ChainAddress Anchor, ChainAddress Status)
{
    private const int MaxBytes = 64 * 1024;
    private static readonly string[] Members = ["rpc", "chainId", "registry", "anchor", "status"];
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file is not an address book; nothing is guessed.</exception>
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
            return Read(document.RootElement) ?? throw Broken(path, null);
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
            writer.WriteString("rpc", Rpc.OriginalString);
            writer.WriteNumber("chainId", ChainId);
            writer.WriteString("registry", Registry.ToString());
            writer.WriteString("anchor", Anchor.ToString());
            writer.WriteString("status", Status.ToString());
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        DurableFile.Replace(path, buffer.ToArray());
    }

    private static AddressBook? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.EnumerateObject().Select(member => member.Name).Order().SequenceEqual(Members.Order()))
        {
            return null;
        }

        return root.GetProperty("chainId") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var chainId) && chainId > 0
            && Uri.TryCreate(Text(root, "rpc"), UriKind.Absolute, out var rpc) && rpc.Scheme is "http" or "https"
            && ChainAddress.TryParse(Text(root, "registry"), out var registry)
            && ChainAddress.TryParse(Text(root, "anchor"), out var anchor)
            && ChainAddress.TryParse(Text(root, "status"), out var status)
            ? new AddressBook(rpc, chainId, registry, anchor, status)
            : null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.GetProperty(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    private static InvalidDataException Broken(string path, Exception? inner) =>
        new($"{Path.GetFileName(path)} is not an address book (rpc, chainId, registry, anchor, status).", inner);
}
