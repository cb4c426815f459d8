using System.Collections;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>
/// Every anchor of a department on one chain, oldest first, 120 bytes each: size, root, transaction, block number, block hash, block time. Each
/// anchor starts at the size of the previous one, as in the contract. A row is decoded when it is read, so opening half a million rows costs
/// nothing. Immutable.
/// </summary>
public sealed class AnchorRows : IReadOnlyList<AnchorFacts>
{
    /// <summary>The length of a row, in bytes.</summary>
    public const int RowLength = (3 * sizeof(long)) + (3 * Digest.Length);

    private AnchorRows(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Hash = Digest.Sha256(bytes.Span);
    }

    public static AnchorRows Empty { get; } = new(default);

    /// <summary>The rows as bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The SHA-256 of <see cref="Bytes"/>.</summary>
    public Digest Hash { get; }

    public int Count => Bytes.Length / RowLength;

    public AnchorFacts this[int index] => Read(index);

    /// <summary>Encodes anchors as rows.</summary>
    /// <exception cref="ArgumentException">An anchor does not start at the size of the previous one.</exception>
    public static AnchorRows FromAnchors(IReadOnlyList<AnchorFacts> anchors)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        var bytes = new byte[anchors.Count * RowLength];
        for (var i = 0; i < anchors.Count; i++)
        {
            if (anchors[i].OldSize != (i == 0 ? 0 : anchors[i - 1].NewSize))
            {
                throw new ArgumentException("An anchor begins where the one before ends.", nameof(anchors));
            }

            var rest = Rows.Write(bytes.AsSpan(i * RowLength), anchors[i].NewSize);
            rest = Rows.Write(Rows.Write(rest, anchors[i].Root), anchors[i].Transaction);
            rest = Rows.Write(Rows.Write(rest, anchors[i].Block.Number), anchors[i].Block.Hash);
            Rows.Write(rest, anchors[i].Block.Time.ToUnixTimeSeconds());
        }

        return new AnchorRows(bytes);
    }

    /// <summary>Reads rows. Null when no chain can have written them: sizes must grow, and blocks and times must not decrease.</summary>
    internal static AnchorRows? TryRead(ReadOnlyMemory<byte> bytes)
    {
        var rows = new AnchorRows(bytes);
        var (size, block, time) = (0L, 0L, 0L);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows.Row(i);
            var newSize = Rows.Number(ref row);
            row = row[(2 * Digest.Length)..];
            var newBlock = Rows.Number(ref row);
            row = row[Digest.Length..];
            var newTime = Rows.Number(ref row);
            if (newSize <= size || newBlock < block || newTime < time
                || !Rows.IsNumber(newSize) || !Rows.IsNumber(newBlock) || !Rows.IsTime(newTime))
            {
                return null;
            }

            (size, block, time) = (newSize, newBlock, newTime);
        }

        return bytes.Length % RowLength == 0 ? rows : null;
    }

    /// <summary>Returns the anchor of exactly this size, or null.</summary>
    public AnchorFacts? Find(long size)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var found = SizeAt(middle);
            if (found == size)
            {
                return Read(middle);
            }

            (low, high) = found < size ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    public IEnumerator<AnchorFacts> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return Read(i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ReadOnlySpan<byte> Row(int index) => Bytes.Span.Slice(index * RowLength, RowLength);

    private long SizeAt(int index)
    {
        var row = Row(index);
        return Rows.Number(ref row);
    }

    private AnchorFacts Read(int index)
    {
        var row = Row(index);
        var size = Rows.Number(ref row);
        var root = Rows.Hash(ref row);
        var transaction = Rows.Hash(ref row);
        var block = Rows.Number(ref row);
        var hash = Rows.Hash(ref row);
        var time = DateTimeOffset.FromUnixTimeSeconds(Rows.Number(ref row));
        return new AnchorFacts(index == 0 ? 0 : SizeAt(index - 1), size, root, transaction, new ChainBlock(block, hash, time));
    }
}
