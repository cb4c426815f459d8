using Ledger.Verify.Faults;

namespace Ledger.Auditing.Nodes;

/// <summary>Something that could not be checked.</summary>
/// <param name="Fault">The reason.</param>
/// <param name="Detail">The place or the cause.</param>
public sealed record UncheckedItem(Fault Fault, string Detail);
