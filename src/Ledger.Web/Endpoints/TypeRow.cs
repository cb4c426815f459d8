namespace Ledger.Web.Endpoints;

/// <summary>A record type in the catalogue.</summary>
/// <param name="Vct">The identifier of the type.</param>
/// <param name="Kind">The kind of its records.</param>
/// <param name="Domain">The domain of city work that it belongs to.</param>
/// <param name="NameZh">Its name in Chinese.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Metadata">The path of its metadata on this node.</param>
/// <param name="Integrity">The digest of the metadata file (W3C Subresource Integrity).</param>
internal sealed record TypeRow(string Vct, [property: Described(ApiWords.RecordKind)] string Kind, string Domain, string NameZh, string NameEn, string Metadata, string Integrity);
