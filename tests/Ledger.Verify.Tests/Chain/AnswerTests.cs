using Ledger.Verify.Chain;

namespace Ledger.Verify.Tests.Chain;

/// <summary>A known answer and a missing answer are never confused.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void Known_Null_IsAnAnswer()
    {
        var answer = Answer<string?>.Known(null);

        Assert.True(answer.IsKnown);
        Assert.Null(answer.Value);
        Assert.Equal("", answer.Problem);
    }

    [Fact]
    public void Unknown_Value_Throws()
    {
        var answer = Answer<string?>.Unknown("the node did not answer");

        Assert.False(answer.IsKnown);
        Assert.Equal("the node did not answer", answer.Problem);
        Assert.Contains("the node did not answer", Assert.Throws<InvalidOperationException>(() => answer.Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_Value_IsUnknownBecauseNotAsked()
    {
        Answer<int> answer = default;

        Assert.False(answer.IsKnown);
        Assert.Equal("not asked", answer.Problem);
        Assert.Throws<InvalidOperationException>(() => answer.Value);
    }

    [Fact]
    public void NotAsked_Facts_AreAllUnknownForThatReason()
    {
        var facts = ChainFacts.NotAsked("offline");

        var problems = typeof(ChainFacts).GetProperties().Select(fact => fact.GetValue(facts)!) // a struct is never null
            .Select(answer => (answer.GetType().GetProperty("IsKnown")?.GetValue(answer), answer.GetType().GetProperty("Problem")?.GetValue(answer)));

        Assert.All(problems, problem => Assert.Equal((false, "offline"), problem));
    }
}
