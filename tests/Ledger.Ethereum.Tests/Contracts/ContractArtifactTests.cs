using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Council;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests;

namespace Ledger.Ethereum.Tests.Contracts;

/// <summary>The generated classes match the committed ABI. The tests of the contracts check that the generator wrote them.</summary>
public sealed class ContractArtifactTests
{
    public static TheoryData<string> Contracts => ["DepartmentRegistry", "LogAnchor", "RecordStatus"];

    [Fact]
    public void Classes_EveryEntryOfTheCommittedAbi_HasOne()
    {
        var generated = new[] { GeneratedClasses.Functions, GeneratedClasses.Events, GeneratedClasses.Errors }
            .SelectMany(classes => classes.Select(one => (one.Type.Namespace!.Split('.')[^1], CommittedAbi.Signature(one.Fragment))));
        var committed = Contracts.SelectMany(row => CommittedAbi.Entries(row.Data).Select(entry => (row.Data, Entry: entry)))
            .Where(pair => pair.Entry.GetProperty("type").GetString() is "function" or "event" or "error")
            .Select(pair => (pair.Data, CommittedAbi.Signature(pair.Entry)));

        Assert.Equal(committed.Order(), generated.Order());
    }

    [Fact]
    public void Selectors_OfEveryFunction_AreKeccakOfTheCommittedSignature() => Assert.All(
        GeneratedClasses.Functions,
        one => Assert.Equal(Keccak.OfText(CommittedAbi.Signature(one.Fragment)).ToArray()[..4], ContractAbi.Selector(one.Type)));

    /// <summary>Registry events are counted. An unknown event would look like a gap, or hide one.</summary>
    [Fact]
    public void Events_OfTheRegistryWithANumber_AreAllKnown() => Assert.Equal(
        CommittedAbi.Entries("DepartmentRegistry")
            .Where(entry => entry.GetProperty("type").GetString() == "event" && entry.GetProperty("inputs").EnumerateArray().Last().GetProperty("name").GetString() == "change")
            .Select(entry => Keccak.OfText(CommittedAbi.Signature(entry)).ToHex()).Order(),
        MirrorEvents.RegistryTopics.Select(topic => topic.ToHex()).Order());

    [Fact]
    public void Words_EveryCouncilFunction_HasThem()
    {
        // All functions that change something, except those of members and those of an operator alone, which the council cannot call.
        var council = CommittedAbi.Entries("DepartmentRegistry")
            .Where(entry => entry.GetProperty("type").GetString() == "function" && entry.GetProperty("stateMutability").GetString() == "nonpayable")
            .Select(entry => entry.GetProperty("name").GetString())
            .Except(["propose", "approve", "revokeApproval", "execute", "setNodeUrl", "rotateLogKey", "addRecordKey"]);

        Assert.Equal(council.Order(), CouncilWords.Functions.Order());
    }

    [Theory, MemberData(nameof(Contracts))]
    public void Errors_EveryCommittedOne_HasItsName(string name)
    {
        foreach (var entry in CommittedAbi.Entries(name).Where(entry => entry.GetProperty("type").GetString() == "error"))
        {
            Assert.Equal(entry.GetProperty("name").GetString(), RevertReason.NameOf(Keccak.OfText(CommittedAbi.Signature(entry)).ToArray()));
        }
    }

    [Theory]
    [InlineData("0x08c379a0", "Error")]
    [InlineData("0x4e487b71", "Panic")]
    [InlineData("0xdeadbeef", "")]
    [InlineData("0x08c379", "")]
    public void NameOf_RevertData_IsKnownOrEmpty(string data, string name) => Assert.Equal(name, RevertReason.NameOf(JsonVectors.Bytes(data)));

    [Fact]
    public void DeployedCode_OtherImmutables_AreABug() =>
        Assert.Throws<ArgumentException>(() => ContractArtifact.LogAnchor.DeployedCode(ContractImmutable.FromNumber("_somethingElse", 0)));
}
