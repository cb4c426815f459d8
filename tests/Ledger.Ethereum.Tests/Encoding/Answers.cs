using Ledger.Ethereum.Encoding;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>Makes the answers of a node to views from the generated classes.</summary>
internal static class Answers
{
    /// <summary>The selector of a function, as at the start of call data.</summary>
    public static string Selector<TFunction>()
        where TFunction : FunctionMessage => Hex.Data(ContractAbi.Selector(typeof(TFunction)));

    /// <summary>The bytes that a contract returns.</summary>
    public static byte[] Encode<TOutput>(TOutput output)
        where TOutput : class => GeneratedClasses.Encode(output);
}
