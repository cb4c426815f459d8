using Ledger.Ethereum.Contracts;
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

    private static (ContractArtifact Artifact, IEnumerable<AbiFunction> Functions, AbiEvent[] Events) Of(string name) => name switch
    {
        "DepartmentRegistry" => (ContractArtifact.DepartmentRegistry, RegistryAbi.All, []),
        "LogAnchor" => (ContractArtifact.LogAnchor, LogAnchorAbi.All, [LogAnchorAbi.Anchored]),
        _ => (ContractArtifact.RecordStatus, RecordStatusAbi.All, [RecordStatusAbi.StatusSet]),
    };
}
