using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Settings;
using Ledger.Verify.Tests;
using Nethereum.ABI.Model;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>Each value of JSON-RPC has one spelling as text. Wrong bytes cause an <see cref="EncodingException"/> and no other exception.</summary>
public sealed class EncodingProperties
{
    private static readonly string[] Types = ["bool", "address", "uint64", "uint256", "bytes32", "bytes", "string", "bytes32[]", "string[]"];

    [Property(MaxTest = 200)]
    public Property Data_AnyBytes_AreReadAsWrittenInEitherCase() => Prop.ForAll(Generators.BytesUpTo(70).ToArbitrary(), bytes =>
    {
        var text = Hex.Data(bytes);

        Assert.True(Hex.TryData(text, out var read));
        Assert.Equal(bytes, read);
        Assert.True(Hex.TryData("0x" + text[2..].ToUpperInvariant(), out read));
        Assert.Equal(bytes, read);
    });

    [Property(MaxTest = 200)]
    public Property Quantity_AnyNumber_IsReadAsWritten() => Prop.ForAll(
        Generators.BytesUpTo(32).Select(bytes => new BigInteger(bytes, isUnsigned: true)).ToArbitrary(),
        number => Hex.TryQuantity(Hex.Quantity(number), out var read) && read == number);

    [Property(MaxTest = 500)]
    public Property TryQuantity_AnyText_IsRefusedOrTheOneSpelling() => Prop.ForAll(
        (from digits in Gen.Elements("0", "1", "9", "a", "f", "A", "g", "x", "-", " ").ArrayOf(4)
         from start in Gen.Elements("0x", "0X", "", "-0x")
         select start + string.Concat(digits)).ToArbitrary(),
        text => !Hex.TryQuantity(text, out var number) || string.Equals(Hex.Quantity(number), text, StringComparison.OrdinalIgnoreCase));

    [Property(MaxTest = 200)]
    public Property FinalityMode_AnyText_IsRefusedOrTheOneSpelling() => Prop.ForAll(
        (from start in Gen.Elements("depth:", "depth", "instant", "finalized", "Depth:", "")
         from number in Gen.OneOf(Gen.Choose(-2, 200_000).Select(depth => depth.ToString(System.Globalization.CultureInfo.InvariantCulture)), Generators.Texts, Gen.Constant(""))
         select start + number).ToArbitrary(),
        text => !FinalityMode.TryParse(text, out var mode) || mode.ToString() == text);

    /// <summary>A node is not trusted: what it answers may be anything.</summary>
    [Property(MaxTest = 1000)]
    public Property EnsureLayout_AnyBytes_AreAcceptedOrRefusedWithAnEncodingException() => Prop.ForAll(
        (from types in Gen.Choose(0, 3).SelectMany(count => Gen.Elements(Types).ArrayOf(count))
         from words in Gen.Choose(0, 8).SelectMany(count => Words.ArrayOf(count))
         from data in Generators.Damaged([.. words.SelectMany(word => word)])
         select (types, data)).ToArbitrary(), given =>
         {
             try
             {
                 AbiLayout.Ensure([.. given.types.Select((type, i) => new Parameter(type, $"p{i}", i + 1))], given.data);
             }
             catch (EncodingException)
             {
                 // The only exception that may be thrown.
             }
         });

    [Property(MaxTest = 200)]
    public Property RevertReason_AnyBytes_HaveANameOrNone() => Prop.ForAll(Generators.BytesUpTo(40).ToArbitrary(), bytes =>
    {
        Assert.NotNull(RevertReason.NameOf(bytes));
    });

    // Small numbers turn up as offsets, counts and lengths.
    private static Gen<byte[]> Words { get; } = Gen.OneOf(
        Gen.Choose(0, 6).Select(number => (byte[])[.. new byte[31], (byte)(number * 32)]),
        Gen.Choose(0, 40).Select(number => (byte[])[.. new byte[31], (byte)number]),
        Generators.Bytes(32));
}
