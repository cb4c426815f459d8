using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>A section of the page of faults.</summary>
/// <param name="From">The prefix of its codes.</param>
/// <param name="Name">The heading.</param>
/// <param name="Note">What its codes have in common.</param>
internal sealed record FaultSection(string From, LocalizedText Name, LocalizedText Note);
