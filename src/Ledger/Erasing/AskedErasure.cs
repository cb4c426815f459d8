using Ledger.Issuing;
using Ledger.Keys;

namespace Ledger.Erasing;

/// <summary>An erasure that one operator asked for and another has to approve.</summary>
/// <param name="Id">Its id, which is also that of the certificate.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Basis">The legal basis.</param>
/// <param name="Law">The law, the decision or the letter that it rests on. Null if not given. It must not name the person.</param>
/// <param name="By">The name of the token that asked.</param>
/// <param name="At">When it asked.</param>
public sealed record AskedErasure(RecordId Id, SubjectHandle Subject, ErasureBasis Basis, string? Law, string By, DateTimeOffset At);
