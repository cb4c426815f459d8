namespace Ledger.Web.Endpoints;

/// <summary>A record type of the catalogue.</summary>
/// <param name="Vct">The type's identifier.</param>
/// <param name="Kind">What its records are.</param>
/// <param name="Domain">The domain of city work it belongs to.</param>
/// <param name="NameZh">Its name in Chinese.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Metadata">Where its metadata is read on this node: a path.</param>
/// <param name="Integrity">The digest of that file (W3C Subresource Integrity).</param>
internal sealed record TypeRow(string Vct, [property: Described(ApiWords.RecordKind)] string Kind, string Domain, string NameZh, string NameEn, string Metadata, string Integrity);
