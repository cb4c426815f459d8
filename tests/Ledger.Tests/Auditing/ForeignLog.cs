using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Auditing;
using Ledger.Tests.Log;
using Ledger.Verify.Notes;

namespace Ledger.Tests.Auditing;

/// <summary>
/// A log written by another program: foreign entries, a naive RFC 6962 tree, and tiles and paths after C2SP tlog-tiles that share no code with the
/// tested classes. Its files are in memory and can be changed.
/// </summary>
internal sealed class ForeignLog : ILogFiles
{
    public const string Origin = "log.example.org/2026h2";

    private static readonly Ed25519NoteSigner Signer = new(Origin, SHA256.HashData("a foreign key"u8));

    private readonly NaiveTree _tree;

    private ForeignLog(IReadOnlyList<byte[]> entries)
    {
        Entries = entries;
        _tree = new NaiveTree(entries.Select(entry => new ReadOnlyMemory<byte>(entry)));
        for (var level = 0; entries.Count >> (8 * level) > 0; level++)
        {
            WriteTiles(level, entries.Count >> (8 * level));
        }

        for (var first = 0; first < entries.Count; first += 256)
        {
            var texts = entries.Skip(first).Take(256).ToList();
            Files["tile/entries/" + PathOf(first / 256, texts.Count)] = Bundle(texts);
        }

        Files["checkpoint"] = Encoding.UTF8.GetBytes(NoteOf(entries.Count));
    }

    public static VerifierKey Key => Signer.Key;

    public IReadOnlyList<byte[]> Entries { get; }

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>A path that is unreachable.</summary>
    public string? Unreachable { get; set; }

    public static ForeignLog OfSize(int size) => FromEntries(Enumerable.Range(0, size).Select(i => Encoding.ASCII.GetBytes($"entry {i}, not JSON\n")));

    public static ForeignLog FromEntries(IEnumerable<byte[]> entries) => new([.. entries]);

    /// <summary>The same log with one entry replaced.</summary>
    public ForeignLog Rewritten(int place) => FromEntries(Entries.Select((entry, i) => i == place ? "something else"u8.ToArray() : entry));

    public byte[] RootOf(int size) => _tree.Root(size);

    public string NoteOf(int size, params string[] extensions) => NoteOf(Origin, size, RootOf(size), extensions);

    public static string NoteOf(string origin, long size, byte[] root, params string[] extensions) => NoteOf(Signer, origin, size, root, extensions);

    public static string NoteOf(INoteSigner signer, string origin, long size, byte[] root, params string[] extensions) => SignedNote.Sign(
        string.Create(CultureInfo.InvariantCulture, $"{origin}\n{size}\n{Convert.ToBase64String(root)}\n") + string.Concat(extensions.Select(line => line + "\n")),
        signer).ToString();

    public SignedCheckpoint HeadOf(int size) => Read(NoteOf(size));

    public static SignedCheckpoint Read(string note)
    {
        Assert.True(SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(note), Key, out var head, out _));
        return head;
    }

    public async Task<LogAuditReport> AuditAsync(params long[] rootsAt) =>
        await AuditAsync(new LogAuditOptions { RootsAt = rootsAt }) ?? throw new InvalidOperationException("There is no checkpoint.");

    public Task<LogAuditReport?> AuditAsync(LogAuditOptions options) =>
        new LogAudit(this, Key).RunAsync(options, TestContext.Current.CancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) =>
        path == Unreachable ? throw new IOException(path)
        : ValueTask.FromResult(Files.TryGetValue(path, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?));

    public IEnumerable<int> PartialWidths(string fullPath) =>
        Files.Keys.Where(path => path.StartsWith(fullPath + ".p/", StringComparison.Ordinal))
            .Select(path => int.Parse(path.AsSpan(fullPath.Length + 3), CultureInfo.InvariantCulture));

    public static byte[] Bundle(IEnumerable<byte[]> entries)
    {
        using var bytes = new MemoryStream();
        var length = new byte[2];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bytes.Write(length);
            bytes.Write(entry);
        }

        return bytes.ToArray();
    }

    private void WriteTiles(int level, int hashes)
    {
        var span = 1 << (8 * level);
        for (var first = 0; first < hashes; first += 256)
        {
            var width = Math.Min(256, hashes - first);
            Files[$"tile/{level}/" + PathOf(first / 256, width)] =
                [.. Enumerable.Range(first, width).SelectMany(i => _tree.Hash(i * span, (i + 1) * span))];
        }
    }

    // C2SP tlog-tiles: groups of three digits, all but the last prefixed with x. These logs have fewer than a million files.
    private static string PathOf(int index, int width) =>
        (index < 1000 ? $"{index:d3}" : $"x{index / 1000:d3}/{index % 1000:d3}") + (width < 256 ? $".p/{width}" : "");
}
