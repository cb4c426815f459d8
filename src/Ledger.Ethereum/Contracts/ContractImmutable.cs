using System.Buffers.Binary;
using System.Collections.Immutable;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Contracts;

/// <summary>A value that a constructor writes into the code of a contract.</summary>
/// <param name="Name">The name in the source.</param>
/// <param name="Bytes">Big-endian, at most 32 bytes. The rest of the word before them is zero.</param>
internal readonly record struct ContractImmutable(string Name, ImmutableArray<byte> Bytes)
{
    public static ContractImmutable FromAddress(string name, ChainAddress value) => new(name, [.. value.ToArray()]);

    public static ContractImmutable FromNumber(string name, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return new(name, [.. bytes]);
    }
}
