using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Council;

/// <summary>The same, begun two days and <see cref="Behind"/> ago: after two decisions of a day each it is as far behind other clocks as a node may be told to allow.</summary>
public sealed class EarlierCouncilledChain(RunningNode shared) : CouncilledChain(shared)
{
    internal static readonly TimeSpan Behind = TimeSpan.FromMinutes(45);

    protected override TimeSpan Age => TimeSpan.FromDays(2) + Behind;
}
