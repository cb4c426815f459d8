using Ledger.Anchoring;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Nethereum.Contracts;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;
using Nethereum.RPC.Eth.DTOs;

namespace Ledger.Ethereum.Rpc;

/// <summary>
/// A view function of a contract with its arguments. It is asked in one batch with others at one block, then read. Not thread-safe.
/// </summary>
internal abstract class View(ChainAddress contract, FunctionMessage question)
{
    private RpcResponseMessage? _answer;

    protected string Name => ContractAbi.NameOf(question.GetType());

    protected ChainAddress Contract => contract;

    /// <typeparam name="TOutput">Inferred from the question.</typeparam>
    public static View<TOutput> Create<TOutput>(ChainAddress contract, IViewOf<TOutput> question)
        where TOutput : class, new() => new(contract, (FunctionMessage)question);

    public RpcRequest ToRpc(string block) => new(
        null, "eth_call", new CallInput { To = contract.ToString(), Data = Hex.Data(ContractAbi.EncodeCall(question)) }, block);

    public void Take(RpcResponseMessage answer) => _answer = answer;

    /// <exception cref="FaultException">The answer is empty, so there is no such contract.</exception>
    protected byte[] GetData()
    {
        var data = ChainJson.Data((_answer ?? throw new InvalidOperationException($"{Name} has not been asked yet.")).Get());
        return data.Length > 0
            ? data
            : throw new FaultException(AnchoringFaults.ContractsMissing, $"There is no {Name} at {contract}: not our contract, or none at all.");
    }
}

/// <inheritdoc/>
internal sealed class View<TOutput>(ChainAddress contract, FunctionMessage question) : View(contract, question)
    where TOutput : class, new()
{
    /// <summary>Returns the result of the contract.</summary>
    /// <exception cref="FaultException">The answer is empty, so there is no such contract.</exception>
    /// <exception cref="FaultException">The result is not one of our contract, or the node answered with an error.</exception>
    public TOutput Get()
    {
        var data = GetData();
        try
        {
            return ContractAbi.Decode<TOutput>(data);
        }
        catch (EncodingException exception)
        {
            throw ChainOutages.Create($"{Name} at {Contract} did not answer as our contract does.", exception);
        }
    }
}
