using System.Collections.Frozen;
using Ledger.Verify.Faults;

namespace Ledger.Portal.Shell;

/// <summary>What the problem page says: what happened, and what to do.</summary>
/// <param name="Code">The code of the fault.</param>
/// <param name="Title">What happened.</param>
/// <param name="Action">What to do.</param>
/// <param name="Details">What exactly is wrong with the request. Can be empty.</param>
/// <param name="Status">The HTTP status, which says whose fault it is.</param>
/// <param name="TraceId">The id of the request in the node's log, for the operator.</param>
public sealed record ProblemView(string Code, LocalizedText Title, LocalizedText Action, IReadOnlyList<LocalizedText> Details, int Status, string TraceId)
{
    /// <summary>Whether this service failed, and not the request.</summary>
    public bool IsOurs => Status >= 500;

    /// <summary>What a person can do. Many faults advise programs or operators, so a page has sentences of its own for them.</summary>
    public LocalizedText Advice => IsWrongAddress ? new LocalizedText("网址可能抄错了。请从首页重新进入。", "The address may have been copied wrongly. Start again from the home page.")
        : IsOurs && !ForPeople.Contains(Code)
            ? new LocalizedText("请过几分钟再试；仍不行，请联系我们并报出下面的编号。", "Try again in a few minutes. If that does not help, contact us and tell us the number below.")
        : Action;

    private static FrozenSet<string> ForPeople { get; } = FrozenSet.ToFrozenSet(
        [SignInFaults.ProviderUnreachable.Code, SignInFaults.ProviderAnswerInvalid.Code, SharingFaults.NotChecked.Code], StringComparer.Ordinal);

    private bool IsWrongAddress => Code == RequestFaults.NoSuchAddress.Code || Code == RequestFaults.MethodNotAllowed.Code;
}
