using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Sharing;

/// <summary>What is kept beside the journal so that a code is found. It has no personal data.</summary>
/// <param name="Code">The keyed hash of the code.</param>
/// <param name="Index">The index of the share's entry.</param>
/// <param name="Subject">The resident who shares, by handle.</param>
/// <param name="Ends">The end, exclusive.</param>
/// <param name="EndedAt">When the resident ended it before that. Null if she did not.</param>
public sealed record ShareRow(Digest Code, long Index, SubjectHandle Subject, DateTimeOffset Ends, DateTimeOffset? EndedAt);
