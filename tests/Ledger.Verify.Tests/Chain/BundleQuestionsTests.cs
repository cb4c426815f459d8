using Ledger.Verify.Chain;
using Ledger.Verify.Tests.Verdicts;

namespace Ledger.Verify.Tests.Chain;

/// <summary>Whether a bundle names another chain than the one that is asked.</summary>
public sealed class BundleQuestionsTests
{
    private static readonly ChainPlace Asked = ChainPlace.FromSource(Move.Next);
    private static readonly BundleQuestions Questions = new("ledger.localhost/education/log", default, "", default, 7);

    [Fact]
    public void AnchoredElsewhere_NoAnchor_IsNull() => Assert.Null(Questions.AnchoredElsewhere(Move.Next));

    [Fact]
    public void AnchoredElsewhere_TheChainAsked_IsNull() => Assert.Null((Questions with { AnchoredOn = Asked }).AnchoredElsewhere(Move.Next));

    [Fact]
    public void AnchoredElsewhere_AnotherChain_IsThatChain()
    {
        var other = Asked with { ChainId = Asked.ChainId + 1 };

        Assert.Equal(other, (Questions with { AnchoredOn = other }).AnchoredElsewhere(Move.Next));
    }
}
