using Ledger.Ethereum.Council;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Council;

/// <summary>A member never reads a sentence that does not match the bytes.</summary>
public sealed class CouncilWordsTests
{
    private static readonly CouncilNames Nobody = new(_ => null, _ => null);

    public static TheoryData<string> Foreign => new(
        "0x", "0xdeadbeef",
        "0x" + Convert.ToHexStringLower(ContractAbi.EncodeCall(new SetNodeUrlFunction { Id = Digest.Sha256([1]).ToArray(), NodeUrl = "http://n" })), // A function of an operator, not of the council.
        "0x" + Convert.ToHexStringLower(CouncilCall.SetThreshold(1).Data.AsSpan()[..^1]),
        "0x" + Convert.ToHexStringLower(CouncilCall.SetThreshold(1).Data.AsSpan()) + "00",
        "0x" + Convert.ToHexStringLower(CouncilCall.Suspend("a/log").Data.AsSpan()) + new string('0', 64));

    [Theory, MemberData(nameof(Foreign))]
    public void Describe_WhatIsNotExactlyOneOfOurCalls_WarnsAndShowsTheBytes(string call)
    {
        var (function, text) = CouncilWords.Describe(JsonVectors.Bytes(call), Nobody);

        Assert.Equal("", function);
        Assert.Contains(call, text.En, StringComparison.Ordinal);
        Assert.Contains("请勿批准", text.Zh, StringComparison.Ordinal);
        Assert.Empty(CouncilWords.IdsIn(JsonVectors.Bytes(call)).Departments);
    }

    [Fact]
    public void Describe_InvisibleCharacters_AreEscaped()
    {
        var admission = CouncilCall.Admit("a/log\n  • Suspend b/log", default, "http://n\u202e", Digest.Sha256([1]));
        var types = CouncilCall.RegisterTypes([new("https://сity.example/1", default)]); // The first letter of the host is Cyrillic.

        var (_, admitted) = CouncilWords.Describe(admission.Data.AsSpan(), Nobody);
        var (_, registered) = CouncilWords.Describe(types.Data.AsSpan(), Nobody);

        Assert.Contains("""department a/log\u{a}\u{20}\u{20}\u{2022}\u{20}Suspend\u{20}b/log: operator""", admitted.En, StringComparison.Ordinal);
        Assert.Contains("""节点 http://n\u{202e}，""", admitted.Zh, StringComparison.Ordinal);
        Assert.Contains("""https://\u{441}ity.example/1""", registered.En, StringComparison.Ordinal);
    }
}
