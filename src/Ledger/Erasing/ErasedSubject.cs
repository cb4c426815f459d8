using Ledger.Issuing;
using Ledger.Keys;

namespace Ledger.Erasing;

/// <summary>A subject that was erased, and the entry of the certificate.</summary>
/// <param name="Subject">The handle, which nobody can connect with a person any more.</param>
/// <param name="Index">The index of the certificate's entry in the log.</param>
/// <param name="Certificate">The id of the certificate.</param>
public sealed record ErasedSubject(SubjectHandle Subject, long Index, RecordId Certificate);
