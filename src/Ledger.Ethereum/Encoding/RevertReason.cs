using System.Collections.Frozen;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Encoding;

/// <summary>Names the reason for a revert by the first four bytes of the revert data.</summary>
internal static class RevertReason
{
    private const int SelectorLength = 4;
    private static readonly FrozenDictionary<string, string> Names = ReadNames();

    /// <summary>
    /// The name of the custom error; <c>Error</c> for a text; <c>Panic</c> for a failed assertion; empty when the error is unknown.
    /// </summary>
    public static string NameOf(ReadOnlySpan<byte> revertData) =>
        revertData.Length >= SelectorLength && Names.TryGetValue(Hex.Data(revertData[..SelectorLength]), out var name) ? name : "";

    // Several contracts declare errors of the same name; they have the same selector.
    private static FrozenDictionary<string, string> ReadNames() => typeof(RevertReason).Assembly.GetTypes()
        .Where(ErrorAttribute.IsErrorType)
        .Select(type => ABITypedRegistry.GetError(type))
        .Select(error => KeyValuePair.Create("0x" + error.Sha3Signature[..(2 * SelectorLength)], error.Name))
        .Concat([new("0x08c379a0", "Error"), new("0x4e487b71", "Panic")]) // The errors of Solidity itself: Error(string), Panic(uint256).
        .DistinctBy(error => error.Key)
        .ToFrozenDictionary();
}
