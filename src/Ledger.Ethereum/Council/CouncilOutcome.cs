using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>Computes the council after a proposal, so that a proposal which the contract would refuse is not made. Stateless.</summary>
public static class CouncilOutcome
{
    /// <summary>Returns why the contract would refuse the execution because of the council's own rules. Null when there is no reason.</summary>
    /// <param name="council">The current council.</param>
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
