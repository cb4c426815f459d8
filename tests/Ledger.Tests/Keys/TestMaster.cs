using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Keys;

internal static class TestMaster
{
    /// <summary>A master key of its own for each number.</summary>
    public static FileMasterKey FromByte(byte number) => FileMasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat(number, 32)]));

    /// <summary>A key of 32 bytes of one value.</summary>
    public static KeyOctets Key(byte value) => KeyOctets.FromBytes([.. Enumerable.Repeat(value, KeyOctets.Length)]);

    /// <summary>A blind index of its own for each number.</summary>
    public static Digest Subject(int number) => Digest.Sha256(BitConverter.GetBytes(number));
}
