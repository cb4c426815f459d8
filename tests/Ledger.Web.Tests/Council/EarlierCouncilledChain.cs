using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Council;

/// <summary>A chain that starts two days and <see cref="Behind"/> in the past. After two decisions of a day each, it is still behind the real time by a difference that a node can be set to allow.</summary>
public sealed class EarlierCouncilledChain(RunningNode shared) : CouncilledChain(shared)
{
    internal static readonly TimeSpan Behind = TimeSpan.FromMinutes(45);

    protected override TimeSpan Age => TimeSpan.FromDays(2) + Behind;
}
