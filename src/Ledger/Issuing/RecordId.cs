using Ledger.Verify.Trees;

namespace Ledger.Issuing;

/// <summary>A record's id: a UUID version 7 (RFC 9562), written in lower case with hyphens, 36 characters.</summary>
public readonly record struct RecordId(Guid Value) : IComparable<RecordId>
{
    /// <summary>Creates an id that starts with the time, so that ids sort by age.</summary>
    public static RecordId Create(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>
    /// Parses a version 7 UUID with hyphens, in either case (RFC 9562 section 4). Ids are always written in lower case, because the parser of log
    /// entries rejects capitals.
    /// </summary>
    public static bool TryParse(string? text, out RecordId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value) && value.Version == 7
            && string.Equals(value.ToString("D"), text, StringComparison.OrdinalIgnoreCase);
        id = ok ? new RecordId(value) : default;
        return ok;
    }

    /// <summary>The id on chain: the 16 bytes in RFC 9562 order, then 16 zero bytes.</summary>
    public Digest ToChainId()
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        bytes.Clear();
        WriteBytes(bytes);
        return Digest.TryRead(bytes, out var digest) ? digest : default;
    }

    /// <summary>Writes the 16 bytes in RFC 9562 (big-endian) order.</summary>
    public void WriteBytes(Span<byte> destination)
    {
        if (!Value.TryWriteBytes(destination, bigEndian: true, out _))
        {
            throw new ArgumentException("A record id needs 16 bytes.", nameof(destination));
        }
    }

    public static RecordId FromBytes(ReadOnlySpan<byte> bytes) => new(new Guid(bytes[..16], bigEndian: true));

    public int CompareTo(RecordId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D");

    public static bool operator <(RecordId left, RecordId right) => left.CompareTo(right) < 0;

    public static bool operator >(RecordId left, RecordId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RecordId left, RecordId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RecordId left, RecordId right) => left.CompareTo(right) >= 0;
}
