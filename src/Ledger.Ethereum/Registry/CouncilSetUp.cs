using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// The first council of a registry. A delay of zero is for development only, because nobody could object before a decision is executed.
/// </summary>
public sealed record CouncilSetUp(ImmutableArray<ChainAddress> Members, int Threshold, TimeSpan Delay, TimeSpan Lifetime)
{
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(90);

    /// <summary>The shortest time between the delay and the expiry of a proposal, in which members can approve and execute it.</summary>
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromDays(1);

    /// <summary>The shortest delay that this council can ever set. It is fixed at deployment; zero is for development only.</summary>
    public required TimeSpan LeastDelay { get; init; }

    /// <summary>A council of one member that decides alone and immediately, as on the embedded chain.</summary>
    public static CouncilSetUp OneMember(ChainAddress member) =>
        new([member], 1, TimeSpan.Zero, TimeSpan.FromDays(1)) { LeastDelay = TimeSpan.Zero };

    /// <summary>Returns what the contract would refuse. Null when there is nothing.</summary>
    public LocalizedText? FindProblem() =>
        Members.IsDefaultOrEmpty || Members.Distinct().Count() < Members.Length || Members.Any(member => member.IsZero)
            ? new LocalizedText("成员须为一个或多个互不相同的账户。", "The members are not one or more different accounts.")
        : Threshold > Members.Length || 2L * Threshold <= Members.Length
            ? new LocalizedText(
                $"{Members.Length} 名成员的票数须过半数且不超过 {Members.Length}。",
                $"The threshold is not more than half of the {Members.Length} member(s) and at most all of them.")
        : LeastDelay < TimeSpan.Zero || Delay < LeastDelay
            ? new LocalizedText("等待时间短于最短等待时间。", "The delay is shorter than the least delay.")
        : Lifetime > LongestLifetime || Delay > LongestLifetime || Lifetime - Delay < ShortestWindow
            ? new LocalizedText(
                "有效期须至少比等待时间长一天，且不超过 90 天。", "The lifetime is not at least a day longer than the delay and at most 90 days.")
        : new[] { LeastDelay, Delay, Lifetime }.Any(span => span.Ticks % TimeSpan.TicksPerSecond != 0)
            ? new LocalizedText("时间须为整秒。", "Least delay, delay and lifetime are not whole seconds.")
        : null;
}
