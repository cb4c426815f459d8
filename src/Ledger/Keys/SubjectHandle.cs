using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Keys;

/// <summary>
/// The name of a subject in the journal of one department: 16 random bytes. Nothing can be computed from it. Only the subject's slot says whose it is
/// (<see cref="ISubjectKeys"/>), and erasure overwrites that slot. The default value names nobody.
/// </summary>
public readonly record struct SubjectHandle
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 16;

    private readonly UInt128 _value;

    private SubjectHandle(UInt128 value) => _value = value;

    /// <summary>Whether this is the default value, which names nobody.</summary>
    public bool IsNone => _value == 0;

    /// <summary>A new handle from the system's random source.</summary>
    public static SubjectHandle Create()
    {
        Span<byte> bytes = stackalloc byte[Length];
        do
        {
            RandomNumberGenerator.Fill(bytes);
        }
        while (!bytes.ContainsAnyExcept((byte)0));

        return FromBytes(bytes);
    }

    /// <summary>Reads what <see cref="WriteBytes"/> wrote.</summary>
    /// <param name="bytes">At least 16 bytes; the first 16 are read.</param>
    public static SubjectHandle FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Reads the 32 lower-case hexadecimal digits that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out SubjectHandle handle)
    {
        handle = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text is not { Length: 2 * Length } || Convert.FromHexString(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != Length)
        {
            return false;
        }

        var read = FromBytes(bytes);
        var isLowerCase = read.ToString() == text;
        handle = isLowerCase ? read : default;
        return isLowerCase;
    }

    /// <summary>Writes 16 bytes.</summary>
    public void WriteBytes(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        WriteBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
