using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Tests.Contracts;

/// <summary>What we encode by hand must be what the committed ABI says.</summary>
public sealed class ContractArtifactTests
{
    public static TheoryData<string> Contracts => ["DepartmentRegistry", "LogAnchor", "RecordStatus"];

    [Theory, MemberData(nameof(Contracts))]
    public void Functions_AllOfOurs_AreInTheCommittedAbi(string name)
    {
        var (artifact, functions, _) = Of(name);
        var committed = artifact.Abi.EnumerateArray()
            .Where(entry => entry.GetProperty("type").GetString() == "function")
            .ToDictionary(
                entry => entry.GetProperty("name").GetString() + ContractArtifact.ParameterTypes(entry.GetProperty("inputs")),
                entry => ContractArtifact.ParameterTypes(entry.GetProperty("outputs")));

        Assert.All(functions, function =>
        {
            Assert.Contains(function.Signature, committed.Keys);
            Assert.Equal(committed[function.Signature], function.Outputs);
        });
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Events_AllOfOurs_AreInTheCommittedAbi(string name)
    {
        var (artifact, _, events) = Of(name);

        Assert.Subset(artifact.Signatures("event").ToHashSet(), events.Select(item => item.Signature).ToHashSet());
    }

    /// <summary>What is indexed is in the topics, the rest in the data: a reader that mixes them up reads nonsense.</summary>
    [Theory, MemberData(nameof(Contracts))]
    public void Events_WhatIsNotIndexed_IsTheirData(string name)
    {
        var (artifact, _, events) = Of(name);
        var committed = artifact.Abi.EnumerateArray()
            .Where(entry => entry.GetProperty("type").GetString() == "event")
            .ToDictionary(
                entry => entry.GetProperty("name").GetString() + ContractArtifact.ParameterTypes(entry.GetProperty("inputs")),
                entry => ContractArtifact.ParameterTypes(entry.GetProperty("inputs").EnumerateArray().Where(input => !input.GetProperty("indexed").GetBoolean())));

        Assert.All(events, item => Assert.Equal(committed[item.Signature], item.Data));
    }

    [Fact]
    public void Constructor_OfTheRegistry_IsTheCommittedOne() => Assert.Equal(
        RegistryAbi.Constructor,
        ContractArtifact.ParameterTypes(ContractArtifact.DepartmentRegistry.Abi.EnumerateArray()
            .Single(entry => entry.GetProperty("type").GetString() == "constructor").GetProperty("inputs")));

    [Fact]
    public void Events_OfTheRegistry_AreAllKnown() => Assert.Equal(
        RegistryAbi.Events.Select(item => item.Signature).Order(),
        ContractArtifact.DepartmentRegistry.Signatures("event").Where(signature => signature.EndsWith(",uint64)", StringComparison.Ordinal))
            .Except([CouncilAbi.Proposed.Signature, "DelayChanged(uint64,uint64)"]).Order());

    [Fact]
    public void Words_EveryCouncilFunction_HasThem()
    {
        // Every function that changes something, but those of the members and those of an operator alone, which the council cannot call.
        var council = ContractArtifact.DepartmentRegistry.Abi.EnumerateArray()
            .Where(entry => entry.GetProperty("type").GetString() == "function" && entry.GetProperty("stateMutability").GetString() == "nonpayable")
            .Select(entry => entry.GetProperty("name").GetString())
            .Except(["propose", "approve", "revokeApproval", "execute", "setNodeUrl", "rotateLogKey", "addRecordKey"]);

        Assert.Equal(council.Order(), CouncilWords.Functions.Select(function => function.Name).Order());
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Errors_EveryCommittedOne_HasItsName(string name)
    {
        foreach (var signature in Of(name).Artifact.Signatures("error"))
        {
            Assert.Equal(signature.Split('(')[0], RevertReason.NameOf(Keccak.OfText(signature).ToArray()));
        }
    }

    [Theory]
    [InlineData("0x08c379a0", "Error")]
    [InlineData("0x4e487b71", "Panic")]
    [InlineData("0xdeadbeef", "")]
    [InlineData("0x08c379", "")]
    public void NameOf_RevertData_IsKnownOrEmpty(string data, string name) => Assert.Equal(name, RevertReason.NameOf(Vectors.Bytes(data)));

    [Fact]
    public void DeployedCode_OtherImmutables_AreABug() =>
        Assert.Throws<ArgumentException>(() => ContractArtifact.LogAnchor.DeployedCode(("_somethingElse", default)));

    private static (ContractArtifact Artifact, IEnumerable<AbiFunction> Functions, AbiEvent[] Events) Of(string name) => name switch
    {
        "DepartmentRegistry" => (ContractArtifact.DepartmentRegistry, [.. RegistryAbi.All, .. CouncilAbi.All], [.. RegistryAbi.Events, .. CouncilAbi.Events]),
        "LogAnchor" => (ContractArtifact.LogAnchor, LogAnchorAbi.All, [LogAnchorAbi.Anchored]),
        _ => (ContractArtifact.RecordStatus, RecordStatusAbi.All, [RecordStatusAbi.StatusSet]),
    };
}
