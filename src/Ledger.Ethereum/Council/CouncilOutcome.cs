using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>What the council would be once a proposal is carried out, so that one the contract will refuse is not proposed. Stateless.</summary>
public static class CouncilOutcome
{
    /// <summary>Why the contract will refuse the execution, as far as the council itself is concerned; null when nothing speaks against it.</summary>
    /// <param name="council">The council as it is.</param>
    /// <param name="calls">The calls of the proposal, in order.</param>
    public static LocalizedText? FindProblem(CouncilState council, IReadOnlyList<CouncilCall> calls)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(calls);
        var next = new CouncilSetUp(council.Members, ToInt(council.Threshold), council.Delay, council.Lifetime) { LeastDelay = council.LeastDelay };
        var changed = calls.Aggregate(next, (before, call) => After(before, call.Data.AsSpan()));
        return changed == next ? null : changed.FindProblem();
    }

    private static CouncilSetUp After(CouncilSetUp council, ReadOnlySpan<byte> call)
    {
        if (ContractAbi.TryDecodeCall<AddMemberFunction>(call, out var added))
        {
            return council with { Members = council.Members.Add(added.Member.ToChainAddress()) };
        }

        if (ContractAbi.TryDecodeCall<RemoveMemberFunction>(call, out var removed))
        {
            return council with { Members = council.Members.Remove(removed.Member.ToChainAddress()) };
        }

        if (ContractAbi.TryDecodeCall<SetThresholdFunction>(call, out var threshold))
        {
            return council with { Threshold = threshold.Threshold > int.MaxValue ? int.MaxValue : (int)threshold.Threshold };
        }

        return ContractAbi.TryDecodeCall<SetDelayFunction>(call, out var times)
            ? council with { Delay = Span(times.Delay), Lifetime = Span(times.Lifetime) }
            : council;
    }

    private static TimeSpan Span(ulong seconds) => TimeSpan.FromSeconds((long)Math.Min(seconds, int.MaxValue));

    private static int ToInt(long threshold) => (int)Math.Min(threshold, int.MaxValue);
}
