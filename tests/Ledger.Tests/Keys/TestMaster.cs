using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Keys;

internal static class TestMaster
{
    /// <summary>A different master key for each number.</summary>
    public static FileMasterKey FromByte(byte number) => FileMasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat(number, 32)]));

    /// <summary>A key of 32 equal bytes.</summary>
    public static KeyOctets Key(byte value) => KeyOctets.FromBytes([.. Enumerable.Repeat(value, KeyOctets.Length)]);

    /// <summary>A different blind index for each number.</summary>
    public static Digest Person(int number) => Digest.Sha256(BitConverter.GetBytes(number));
}
