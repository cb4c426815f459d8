using Ledger.Verify.Faults;

namespace Ledger.Web.Problems;

/// <summary>A part of the page of faults.</summary>
/// <param name="From">What its codes begin with.</param>
/// <param name="Name">Its heading.</param>
/// <param name="Note">What its codes have in common; also what to do about one that says nothing itself.</param>
internal sealed record FaultSection(string From, LocalizedText Name, LocalizedText Note);
