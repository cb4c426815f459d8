using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Ledger.Log;
using Ledger.Verify.Notes;

namespace Ledger.Tests.Log;

/// <summary>Reads and recomputes a whole log. It shares only SHA-256 and signature verification with the writer.</summary>
internal static class LogChecks
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Checks every tile, every entry bundle, the checkpoint and the head against the entries in the store. Checks that every acknowledged entry has
    /// its index, and proves some of them; if all tiles are right, the other proofs are right, too. Checks that every checkpoint ever signed belongs
    /// to this history.
    /// </summary>
    public static async Task CheckAllAsync(this OpenLog open, IEnumerable<Appended> acknowledged, IEnumerable<string>? signedBefore = null)
    {
        var log = open.Log;
        var head = await log.Store.ReadHeadAsync(Cancel);
        var texts = await log.Store.ReadTextsAsync(0, head.Size, Cancel).ToListAsync(Cancel);
        var tree = new NaiveTree(texts);
        Assert.Equal(tree.Root(tree.Size), head.Root.ToArray());
        Assert.Equal(head, log.Publisher.Published.Head);

        var checkpoint = await ReadAsync(log, "checkpoint");
        Assert.Equal(Encoding.UTF8.GetString(checkpoint), log.Publisher.Published.Note);
        foreach (var note in (signedBefore ?? []).Concat(open.Checkpoints).Append(log.Publisher.Published.Note))
        {
            CheckNote(log, note, tree);
        }

        await CheckTilesAsync(log, tree);
        await CheckEntriesAsync(log, texts);
        foreach (var (entry, _) in acknowledged)
        {
            Assert.Equal(entry.Text.ToArray(), texts[(int)entry.Index].ToArray());
            Assert.Equal(entry.Index, (await log.Store.FindByKeysAsync([entry.KeyHash], Cancel))[entry.KeyHash].Index);
            if (entry.Index % 64 == 0 || entry.Index > head.Size - 4)
            {
                var proof = await log.Tree.ProveInclusionAsync(entry.Index, head.Size, Cancel);
                Assert.Equal(tree.Path((int)entry.Index, tree.Size), proof.Select(hash => hash.ToArray()));
            }
        }
    }

    private static void CheckNote(DepartmentLog log, string note, NaiveTree tree)
    {
        Assert.True(SignedNote.TryParse(note, out var parsed));
        Assert.True(parsed.IsSignedBy(log.Key));
        Assert.Single(parsed.Signatures);
        var lines = parsed.Text.Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal(log.Department.Origin, lines[0]);
        Assert.Equal(Convert.ToBase64String(tree.Root(int.Parse(lines[1], CultureInfo.InvariantCulture))), lines[2]);
    }

    private static async Task CheckTilesAsync(DepartmentLog log, NaiveTree tree)
    {
        for (var (level, span) = (0, 1); span <= tree.Size; level++, span *= 256)
        {
            var hashes = tree.Size / span;
            for (var first = 0; first < hashes; first += 256)
            {
                var width = Math.Min(256, hashes - first);
                var expected = Enumerable.Range(first, width).SelectMany(i => tree.Hash(i * span, (i + 1) * span)).ToArray();
                Assert.Equal(expected, await ReadAsync(log, PathOf($"tile/{level}", first / 256, width)));
            }
        }
    }

    private static async Task CheckEntriesAsync(DepartmentLog log, List<ReadOnlyMemory<byte>> texts)
    {
        foreach (var (number, chunk) in texts.Chunk(256).Index())
        {
            using var expected = new MemoryStream();
            foreach (var text in chunk)
            {
                var length = new byte[2];
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)text.Length);
                expected.Write([.. length, .. text.Span]);
            }

            Assert.Equal(expected.ToArray(), await ReadAsync(log, PathOf("tile/entries", number, chunk.Length)));
        }
    }

    // These logs have fewer than a thousand tiles on each level, so an index is one group of three digits.
    private static string PathOf(string prefix, int index, int width) =>
        $"{prefix}/{index:D3}" + (width < 256 ? $".p/{width}" : "");

    private static async Task<byte[]> ReadAsync(DepartmentLog log, string path)
    {
        var bytes = await log.Tiles.ReadAsync(path, Cancel);
        Assert.True(bytes.HasValue, path);
        return bytes.Value.ToArray();
    }
}
