using System.Buffers;

namespace Ledger.Verify.Packed;

/// <summary>Writes the binary part of a packed bundle. Use one instance for one bundle.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> _output = new();

    public void Byte(byte value) => _output.Write([value]);

    public void Bytes(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    /// <summary>Seven bits in each byte, low ones first; the highest bit says that more follow.</summary>
    public void Number(long value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            Byte((byte)((value & 0x7F) | 0x80));
        }

        Byte((byte)value);
    }

    public byte[] ToArray() => _output.WrittenSpan.ToArray();
}
