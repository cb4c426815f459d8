using Ledger.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>Something that could not be compared.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Detail">Where, or the cause.</param>
public sealed record Unchecked(Fault Fault, string Detail);
