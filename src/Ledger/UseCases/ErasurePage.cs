using Ledger.Erasing;

namespace Ledger.UseCases;

/// <summary>The erasures of a department.</summary>
/// <param name="Book">The requests that wait for approval, and the holds.</param>
/// <param name="Erasures">One page of the certificates, newest first.</param>
/// <param name="Next">Start of the next page: certificates below this index. Null at the end of the list.</param>
public sealed record ErasurePage(ErasureBook Book, IReadOnlyList<ProvenErasure> Erasures, long? Next);
