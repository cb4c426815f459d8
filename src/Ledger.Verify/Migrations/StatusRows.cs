using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>
/// Every status change of a department on one chain, in the order of the sequence numbers 1, 2, 3 …, 81 bytes each: record, status, successor,
/// block time, block number. Immutable.
/// </summary>
public sealed class StatusRows
{
    /// <summary>The length of a row, in bytes.</summary>
    public const int RowLength = (2 * Digest.Length) + 1 + (2 * sizeof(long));

    private const int None = -1;

    private readonly Lazy<Places> _places;

    private StatusRows(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        Hash = Digest.Sha256(bytes.Span);
        _places = new Lazy<Places>(FindPlaces);
    }

    public static StatusRows Empty { get; } = new(default);

    /// <summary>The rows as bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The SHA-256 of <see cref="Bytes"/>.</summary>
    public Digest Hash { get; }

    public int Count => Bytes.Length / RowLength;

    /// <summary>The change with sequence number <paramref name="index"/> + 1.</summary>
    public (Digest Record, StatusChangeFacts Change) this[int index]
    {
        get
        {
            ReadOnlySpan<byte> row = Bytes.Span.Slice(index * RowLength, RowLength);
            var record = Rows.Hash(ref row);
            var status = (EntryStatus)row[0];
            row = row[1..];
            var successor = Rows.Hash(ref row);
            var time = DateTimeOffset.FromUnixTimeSeconds(Rows.Number(ref row));
            return (record, new StatusChangeFacts(status, time, Rows.Number(ref row), index + 1, successor));
        }
    }

    /// <summary>Encodes status changes as rows.</summary>
    /// <exception cref="ArgumentException">A sequence number is missing.</exception>
    public static StatusRows FromChanges(IReadOnlyList<(Digest Record, StatusChangeFacts Change)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var bytes = new byte[changes.Count * RowLength];
        for (var i = 0; i < changes.Count; i++)
        {
            var (record, change) = changes[i];
            if (change.Sequence != i + 1)
            {
                throw new ArgumentException("Status changes are numbered without a gap.", nameof(changes));
            }

            var rest = Rows.Write(bytes.AsSpan(i * RowLength), record);
            rest[0] = (byte)change.Status;
            rest = Rows.Write(rest[1..], change.Successor);
            Rows.Write(Rows.Write(rest, change.At.ToUnixTimeSeconds()), change.Block);
        }

        return new StatusRows(bytes);
    }

    /// <summary>Reads rows. Null when no chain can have written them: blocks and times must not decrease.</summary>
    internal static StatusRows? TryRead(ReadOnlyMemory<byte> bytes)
    {
        var rows = new StatusRows(bytes);
        var (time, block) = (0L, 0L);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = bytes.Span.Slice(((i + 1) * RowLength) - (2 * sizeof(long)), 2 * sizeof(long));
            var newTime = Rows.Number(ref row);
            var newBlock = Rows.Number(ref row);
            if (newTime < time || newBlock < block || !Rows.IsTime(newTime) || !Rows.IsNumber(newBlock))
            {
                return null;
            }

            (time, block) = (newTime, newBlock);
        }

        return bytes.Length % RowLength == 0 ? rows : null;
    }

    /// <summary>
    /// Returns the changes of one record, oldest first. The first call reads all rows; later calls read only the rows of the record.
    /// </summary>
    public ImmutableArray<StatusChangeFacts> FindAll(Digest record)
    {
        var (newest, previous) = _places.Value;
        var found = ImmutableArray.CreateBuilder<StatusChangeFacts>();
        for (var row = newest.GetValueOrDefault(record, None); row != None; row = previous[row])
        {
            found.Add(this[row].Change);
        }

        found.Reverse();
        return found.ToImmutable();
    }

    private Places FindPlaces()
    {
        var places = new Places([], new int[Count]);
        for (var i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> row = Bytes.Span.Slice(i * RowLength, Digest.Length);
            var record = Rows.Hash(ref row);
            places.Previous[i] = places.Newest.GetValueOrDefault(record, None);
            places.Newest[record] = i;
        }

        return places;
    }

    /// <param name="Newest">The newest row of each record.</param>
    /// <param name="Previous">For each row, the previous row of the same record.</param>
    private sealed record Places(Dictionary<Digest, int> Newest, int[] Previous);
}
