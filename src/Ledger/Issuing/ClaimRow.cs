using Ledger.Verify.RecordTypes;

namespace Ledger.Issuing;

/// <summary>One claim of a record, as a person reads it. Label and value come from other parties; a host makes them safe for its output.</summary>
/// <param name="Path">The path of the claim.</param>
/// <param name="Depth">How deep the claim lies in the record; 0 for a claim of the record itself.</param>
/// <param name="Label">The label in the reader's language, or the name of the claim.</param>
/// <param name="Value">The value in the reader's language. Empty for a claim whose parts follow as rows of their own.</param>
public sealed record ClaimRow(ClaimPath Path, int Depth, string Label, string Value)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "ClaimRow";
}
