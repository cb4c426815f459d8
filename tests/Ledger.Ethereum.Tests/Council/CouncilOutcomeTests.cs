using Ledger.Ethereum.Council;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Tests.Council;

/// <summary>Three members, of whom two decide, after a day: which changes of the council are possible.</summary>
public sealed class CouncilOutcomeTests
{
    private static readonly CouncilState Council = new()
    {
        Members = [Account('1'), Account('2'), Account('3')],
        Threshold = 2,
        LeastDelay = TimeSpan.FromHours(24),
        Delay = TimeSpan.FromHours(24),
        Lifetime = TimeSpan.FromDays(14),
        Round = 1,
        ProposalCount = 0,
        Block = ChainBlock.None,
        Time = DateTimeOffset.UnixEpoch,
    };

    public static TheoryData<string, bool> Proposals => new()
    {
        { "add", false }, { "add threshold3", true }, { "threshold3 add", true }, { "add threshold4", true }, { "add threshold5", false },
        { "remove", true }, { "remove remove2", false }, { "remove remove2 threshold1", true }, { "remove add", true }, { "threshold1", false },
        { "threshold0", false }, { "threshold4", false }, { "threshold2147483647", false }, { "delay23", false }, { "delay25", true },
        { "lifetime47", false }, { "lifetime48", true }, { "lifetime2161", false }, { "suspend", true },
    };

    [Theory, MemberData(nameof(Proposals))]
    public void FindProblem_OfAProposal_IsWhatTheContractWouldSay(string proposal, bool isPossible) =>
        Assert.Equal(isPossible, CouncilOutcome.FindProblem(Council, [.. proposal.Split(' ').Select(CallOf)]) is null);

    [Fact]
    public void FindProblem_CouncilThatAlreadyBreaksTheLimits_MayMakeOtherCalls() => Assert.Null(CouncilOutcome.FindProblem(
        Council with { Threshold = 1, Lifetime = TimeSpan.FromHours(25) }, [CouncilCall.Suspend("a"), CouncilCall.RecordMigration("a", Digest.Sha256([1]))]));

    private static CouncilCall CallOf(string word)
    {
        var (name, digits) = (word.TrimEnd([.. "0123456789"]), word.TrimStart([.. "abcdefghijklmnopqrstuvwxyz"]));
        var number = digits.Length == 0 ? 0 : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        return name switch
        {
            "add" => CouncilCall.AddMember(Account('4')),
            "remove" => CouncilCall.RemoveMember(Account(number == 0 ? '3' : (char)('0' + number))),
            "threshold" => CouncilCall.SetThreshold(number),
            "delay" => CouncilCall.SetDelay(TimeSpan.FromHours(number), TimeSpan.FromDays(14)),
            "lifetime" => CouncilCall.SetDelay(TimeSpan.FromHours(24), TimeSpan.FromHours(number)),
            _ => CouncilCall.Suspend("a"),
        };
    }

    private static ChainAddress Account(char digit) => ChainAddress.TryParse("0x" + new string(digit, 40), out var address) ? address : default;
}
