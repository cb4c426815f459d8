using System.Text.Json;
using Ledger.Ethereum.Rpc;
using Nethereum.JsonRpc.Client;

namespace Ledger.Ethereum.Tests.Rpc;

/// <summary>Calls methods of a real node that our clients never call.</summary>
internal static class Node
{
    public static async Task<JsonElement> AskAsync(Uri rpc, string method, params object?[] parameters)
    {
        using var http = ChainHttp.DefaultFactory.CreateClient(ChainHttp.ClientName);
        var client = new EndpointClient(http, new RpcEndpoint(rpc), TimeSpan.FromSeconds(10));
        return (await client.AskAsync(new RpcRequest(null, method, parameters), TestContext.Current.CancellationToken)).Get();
    }
}
