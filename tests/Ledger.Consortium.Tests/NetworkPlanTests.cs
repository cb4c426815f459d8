using System.Text.Json.Nodes;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Faults;

namespace Ledger.Consortium.Tests;

public sealed class NetworkPlanTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(1, 6).Select(number => Convert.ToHexStringLower(Secp256k1.PublicKey([.. new byte[31], (byte)number])))];

    [Fact]
    public void Read_FourValidatorsAndTwoOthers_HasThemAll()
    {
        var plan = Read(Good());

        Assert.Equal(20261127, plan.Genesis.ChainId);
        Assert.Equal(["v1", "v2", "v3", "v4", "rpc-1", "archive-1"], plan.Nodes.Select(node => node.Name));
        Assert.Equal(plan.Nodes.Take(4).Select(node => node.Enode.Key.Address), plan.Genesis.Validators);
        Assert.Equal(TestAccounts.AddressOfOne, plan.Nodes[0].Enode.Key.Address.ToString());
        Assert.Equal(NodeRole.Archive, plan.Nodes[5].Role);
        Assert.Equal($"enode://{Keys[4]}@rpc-1.city.example:30303", plan.Nodes[4].Enode.ToString());
        Assert.Single(plan.Accounts);
    }

    [Theory]
    [InlineData("v", "2", "v is not 1")]
    [InlineData("chainId", "1", "ChainIdTaken: 1")]
    [InlineData("chainId", "\"20261127\"", "$.chainId")]
    [InlineData("blockPeriodSeconds", "0", "PeriodOutOfRange: 0")]
    [InlineData("accounts", "[]", "accounts is empty")]
    [InlineData("accounts", "[\"0x12\"]", "accounts[0]")]
    [InlineData("accounts", "[\"0x0000000000000000000000000000000000000000\"]", "accounts[0]")]
    [InlineData("accounts", "[\"0x7e5f4552091a69125d5dfcb7b8c2659029395bdf\",\"0x7e5f4552091a69125d5dfcb7b8c2659029395bdf\"]", "account 0x7e5f")]
    [InlineData("nodes", "[]", "FewValidators: 0")]
    [InlineData("nodes", "[{}]", "$.nodes[0]")]
    [InlineData("owner", "1", "$.owner")]
    public void Read_OneMemberWrong_IsRefusedWithItsPlace(string member, string json, string place)
    {
        var plan = Good();
        plan[member] = JsonNode.Parse(json);

        Assert.Contains(place, Refusal(plan.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "\"V 1\"", "nodes[0].name")]
    [InlineData("name", "\"v1.city\"", "nodes[0].name")]
    [InlineData("name", "\"v2\"", "name v2")]
    [InlineData("role", "\"king\"", "$.nodes[0].role")]
    [InlineData("role", "0", "$.nodes[0].role")]
    [InlineData("role", "\"rpc\"", "FewValidators: 3")]
    [InlineData("host", "\"10.0.0.300\"", "nodes[0].host")]
    [InlineData("host", "\"10.0.0.2\"", "host and port 10.0.0.2:30303")]
    [InlineData("port", "0", "nodes[0].port")]
    [InlineData("port", "65536", "nodes[0].port")]
    [InlineData("publicKey", "\"1234\"", "nodes[0].publicKey")]
    [InlineData("publicKey", "\"" + TestAccounts.KeyOfTwo + "\"", "publicKey " + TestAccounts.KeyOfTwo)]
    [InlineData("privateKey", "\"0x01\"", "$.nodes[0].privateKey")]
    public void Read_OneMemberOfANodeWrong_IsRefusedWithItsPlace(string member, string json, string place)
    {
        var plan = Good();
        plan["nodes"]![0]![member] = JsonNode.Parse(json);

        Assert.Contains(place, Refusal(plan.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"v\":1,\"v\":1}")]
    [InlineData("{\"v\":1}")]
    public void Read_NoPlan_IsRefused(string json) => Assert.NotEmpty(Refusal(json));

    [Fact]
    public void Write_APlan_GivesListsOfTheSameNodes()
    {
        var plan = Read(Good());

        var files = NetworkFiles.Write(plan);

        var enodes = plan.Nodes.Select(node => node.Enode.ToString());
        Assert.Equal(ConsortiumGenesis.Write(plan.Genesis), files[NetworkFiles.Genesis]);
        Assert.Equal(enodes, JsonNode.Parse(files[NetworkFiles.StaticNodes])!.AsArray().Select(node => (string?)node));
        Assert.Equal(
            $"nodes-allowlist=[\n{string.Join(",\n", enodes.Select(enode => $"  \"{enode}\""))}\n]\naccounts-allowlist=[\n  \"{TestAccounts.AddressOfTwo}\"\n]\n",
            System.Text.Encoding.ASCII.GetString(files[NetworkFiles.Permissions]));
        Assert.Equal(3, files.Count);
    }

    private static NetworkPlan Read(JsonNode plan) => NetworkPlan.Read(System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString()));

    private static string Refusal(string json)
    {
        var refusal = Assert.Throws<FaultException>(() => NetworkPlan.Read(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.Equal(RunFaults.PlanUnusable, refusal.Fault);
        return refusal.Detail;
    }

    private static JsonObject Good() => new()
    {
        ["v"] = 1,
        ["chainId"] = 20261127,
        ["blockPeriodSeconds"] = 2,
        ["nodes"] = new JsonArray(
            Node("v1", "validator", "10.0.0.1", 0), Node("v2", "validator", "10.0.0.2", 1), Node("v3", "validator", "10.0.0.3", 2), Node("v4", "validator", "10.0.0.4", 3),
            Node("rpc-1", "rpc", "rpc-1.city.example", 4), Node("archive-1", "archive", "10.0.0.6", 5)),
        ["accounts"] = new JsonArray(TestAccounts.AddressOfTwo),
    };

    private static JsonObject Node(string name, string role, string host, int key) =>
        new() { ["name"] = name, ["role"] = role, ["host"] = host, ["port"] = 30303, ["publicKey"] = Keys[key] };
}
