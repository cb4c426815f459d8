using System.Collections.Immutable;

namespace Ledger.UseCases;

/// <summary>The records of a person.</summary>
/// <param name="Page">One page of them.</param>
/// <param name="Claims">Their claims. Empty without a purpose; a record whose content was lost has none.</param>
public sealed record FoundRecords(ListedPage Page, ImmutableArray<ShownClaims> Claims)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "FoundRecords";
}
