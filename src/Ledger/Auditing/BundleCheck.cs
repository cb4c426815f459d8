using System.Buffers.Binary;
using System.Globalization;
using Ledger.Verify.Faults;
using Ledger.Verify.Tiles;
using Ledger.Verify.Trees;

namespace Ledger.Auditing;

/// <summary>
/// Reads and hashes one entry bundle and compares it with its tile of level 0. Bundles do not depend on each other, so any number of checks can run
/// in parallel.
/// </summary>
internal static class BundleCheck
{
    public static async Task<CheckedBundle> RunAsync(ILogFiles files, EntryBundleId id, CancellationToken cancellationToken)
    {
        // Reading from a disk or from memory can complete synchronously. Without the yield the caller would hash all files one after the other.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var checkedBundle = new CheckedBundle(id);
        var (notes, first, last) = (checkedBundle.Notes, checkedBundle.First, checkedBundle.First + id.Width - 1);
        var tileId = new TileId(0, id.Index, id.Width);
        var reading = PublishedFile.ReadAsync(files, tileId, cancellationToken).AsTask();
        var found = await notes.WaitAsync(PublishedFile.ReadAsync(files, id, cancellationToken), first, last);
        var foundTile = await notes.WaitAsync(new ValueTask<PublishedFile?>(reading), first, last);
        var tile = foundTile.IsRead ? Usable(foundTile.File, tileId, notes.Findings) : null;
        if (!found.IsRead)
        {
            UseTileInstead(checkedBundle, tile);
        }
        else if (found.File is not { } file)
        {
            notes.Findings.Add(new LogFinding(AuditFaults.FileMissing, id.Path) { First = first, Last = last });
            UseTileInstead(checkedBundle, tile);
        }
        else if (EntryBundle.TryDecode(file.Bytes, file.Width, out var entries))
        {
            checkedBundle.Entries = id.Width == entries.Length ? entries : entries[..id.Width];
            Hash(checkedBundle);
            Compare(checkedBundle, file.Path, tile);
            await CheckOlderAsync(files, checkedBundle, tileId, file, cancellationToken);
        }
        else
        {
            notes.Findings.Add(Diagnose(file, id, tile?.Bytes));
            UseTileInstead(checkedBundle, tile);
        }

        checkedBundle.Fold();
        return checkedBundle;
    }

    /// <summary>The tile, if its length fits the width in its path. Null otherwise.</summary>
    internal static PublishedFile? Usable(PublishedFile? found, TileId id, List<LogFinding> findings)
    {
        if (found is { } tile && tile.Bytes.Length == tile.Width * Digest.Length)
        {
            return tile with { Bytes = tile.Bytes[..(id.Width * Digest.Length)] };
        }

        var finding = found is not { } wrong
            ? new LogFinding(AuditFaults.FileMissing, id.Path)
            : new LogFinding(AuditFaults.TileWidth, wrong.Path)
            {
                Detail = new LocalizedText(
                    string.Create(CultureInfo.InvariantCulture, $"应为 {wrong.Width} 个哈希，实为 {wrong.Bytes.Length} 字节"),
                    string.Create(CultureInfo.InvariantCulture, $"{wrong.Width} hashes are due, there are {wrong.Bytes.Length} bytes")),
            };
        var first = id.Index * PublishedFile.FullWidth;
        findings.Add(finding with { First = first * CountEntries(id), Last = ((first + id.Width) * CountEntries(id)) - 1 });
        return null;
    }

    /// <summary>How many entries each hash of a tile covers.</summary>
    internal static long CountEntries(TileId id) => 1L << (id.Level * UpperTiles.Height);

    private static void Hash(CheckedBundle bundle)
    {
        var entries = bundle.Entries!; // The caller has just set them.
        var hashes = new byte[entries.Count * Digest.Length];
        for (var i = 0; i < entries.Count; i++)
        {
            TreeHash.Leaf(entries[i].Span).CopyTo(hashes.AsSpan(i * Digest.Length));
        }

        bundle.Computed = bundle.Stored = hashes;
    }

    private static void Compare(CheckedBundle bundle, string path, PublishedFile? tile)
    {
        if (tile is not { } file || file.Bytes.Span.SequenceEqual(bundle.Computed.Span))
        {
            return;
        }

        bundle.Stored = file.Bytes;
        foreach (var (first, last) in Runs(bundle.Id.Width, i => !HashAt(file.Bytes, i).SequenceEqual(HashAt(bundle.Computed, i))))
        {
            bundle.Notes.Findings.Add(new LogFinding(AuditFaults.EntryOrTile, path)
            {
                Beside = file.Path,
                First = bundle.First + first,
                Last = bundle.First + last,
            });
        }
    }

    private static void UseTileInstead(CheckedBundle bundle, PublishedFile? tile) => bundle.Computed = bundle.Stored = tile?.Bytes ?? default;

    private static async ValueTask CheckOlderAsync(
        ILogFiles files, CheckedBundle bundle, TileId tile, PublishedFile file, CancellationToken cancellationToken)
    {
        var entries = bundle.Entries!; // Not null: only a readable file is compared.
        await PublishedFile.CheckOlderAsync(
            files, PublishedFile.FullPath(bundle.Id), file.Bytes, bundle.Id.Width,
            width => entries.Take(width).Sum(entry => sizeof(ushort) + entry.Length), bundle.Notes, cancellationToken);
        await PublishedFile.CheckOlderAsync(
            files, PublishedFile.FullPath(tile), bundle.Computed, tile.Width, width => width * Digest.Length, bundle.Notes, cancellationToken);
    }

    /// <summary>Describes an unreadable file, and the first entry that does not match its tile.</summary>
    private static LogFinding Diagnose(PublishedFile file, EntryBundleId id, ReadOnlyMemory<byte>? tile)
    {
        var (rest, count, fitting) = (file.Bytes, 0, 0);
        while (rest.Length >= sizeof(ushort) && BinaryPrimitives.ReadUInt16BigEndian(rest.Span) <= rest.Length - sizeof(ushort))
        {
            var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            var fits = count < id.Width && (tile is not { } hashes || IsHashOf(rest.Span[sizeof(ushort)..end], HashAt(hashes, count)));
            fitting += fits && fitting == count ? 1 : 0;
            rest = rest[end..];
            count++;
        }

        var fault = !rest.IsEmpty ? AuditFaults.BundleBroken : count > file.Width ? AuditFaults.BundleTooLong : AuditFaults.BundleTooShort;
        var first = (id.Index * PublishedFile.FullWidth) + fitting;
        return new LogFinding(fault, file.Path)
        {
            First = first,
            Last = Math.Max(first, (id.Index * PublishedFile.FullWidth) + id.Width - 1),
            Detail = new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"应为 {file.Width} 个条目，读出 {count} 个"),
                string.Create(CultureInfo.InvariantCulture, $"{file.Width} entries are due, {count} can be read")),
        };
    }

    internal static IEnumerable<(int First, int Last)> Runs(int count, Func<int, bool> differs)
    {
        for (var i = 0; i < count; i++)
        {
            if (differs(i))
            {
                var first = i;
                while (i + 1 < count && differs(i + 1))
                {
                    i++;
                }

                yield return (first, i);
            }
        }
    }

    internal static ReadOnlySpan<byte> HashAt(ReadOnlyMemory<byte> hashes, int place) =>
        hashes.Span.Slice(place * Digest.Length, Digest.Length);

    private static bool IsHashOf(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> hash) =>
        Digest.TryRead(hash, out var digest) && TreeHash.Leaf(entry) == digest;
}
