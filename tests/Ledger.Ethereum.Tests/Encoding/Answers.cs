using Ledger.Ethereum.Encoding;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>What a node answers to a view, made from the generated classes.</summary>
internal static class Answers
{
    /// <summary>The selector of a function as it begins the data of a call.</summary>
    public static string Selector<TFunction>()
        where TFunction : FunctionMessage => Hex.Data(ContractAbi.Selector(typeof(TFunction)));

    /// <summary>The bytes a contract returns.</summary>
    public static byte[] Encode<TOutput>(TOutput output)
        where TOutput : class => GeneratedClasses.Encode(output);
}
