using System.Buffers.Binary;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Migrations;

/// <summary>Reads and writes rows of a fixed length, numbers big-endian. The type of the rows defines their content.</summary>
internal static class Rows
{
    private const long MaxExact = (1L << 53) - 1;
    private const long LastSecond = 253_402_300_799; // 9999-12-31T23:59:59Z, the last second of the .NET calendar

    public static Span<byte> Write(Span<byte> room, Digest value)
    {
        value.CopyTo(room);
        return room[Digest.Length..];
    }

    public static Span<byte> Write(Span<byte> room, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(room, value);
        return room[sizeof(long)..];
    }

    public static Digest Hash(ref ReadOnlySpan<byte> row)
    {
        _ = Digest.TryRead(row[..Digest.Length], out var digest); // The slice has the right length.
        row = row[Digest.Length..];
        return digest;
    }

    public static long Number(ref ReadOnlySpan<byte> row)
    {
        var number = BinaryPrimitives.ReadInt64BigEndian(row);
        row = row[sizeof(long)..];
        return number;
    }

    public static bool IsNumber(long value) => value is >= 0 and <= MaxExact;

    public static bool IsTime(long seconds) => seconds is >= 0 and <= LastSecond;
}
