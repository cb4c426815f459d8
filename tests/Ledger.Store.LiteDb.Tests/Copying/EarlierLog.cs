using System.Text.Json;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>What the earlier version read from the department that it wrote: <c>version-1/expected.json</c>. Bytes are hexadecimal.</summary>
internal sealed record EarlierLog
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public required long Size { get; init; }

    public required string Root { get; init; }

    public required long At { get; init; }

    /// <summary>The blind index of the person who was erased.</summary>
    public required string Erased { get; init; }

    /// <summary>The record of each request, by the name of its file.</summary>
    public required Dictionary<string, string> Records { get; init; }

    public required List<EarlierEntry> Entries { get; init; }

    /// <summary>The blind indexes of the people in the journal.</summary>
    public IEnumerable<Digest> People => Entries.Select(entry => ToDigest(entry.Person)).Where(person => !person.IsZero).Distinct();

    /// <summary>The fingerprints that anybody with the master key could compute from a guessed request.</summary>
    public IEnumerable<Digest> Fingerprints =>
        Entries.Where(entry => entry.Payload is not null).Select(entry => ToDigest(entry.Fingerprint)).Where(print => !print.IsZero);

    public static EarlierLog Read(string path) => JsonSerializer.Deserialize<EarlierLog>(File.ReadAllBytes(path), Options)!; // The file is ours.

    public static Digest ToDigest(string hex) => Digest.TryRead(Convert.FromHexString(hex), out var digest) ? digest : throw new FormatException(hex);
}
