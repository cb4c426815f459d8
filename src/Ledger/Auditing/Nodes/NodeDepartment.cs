namespace Ledger.Auditing.Nodes;

/// <summary>A department as the node lists it. None of it is trusted.</summary>
/// <param name="Id">Its id on the node.</param>
/// <param name="NameZh">Its Chinese name.</param>
/// <param name="NameEn">Its English name.</param>
/// <param name="Origin">Its log's origin.</param>
/// <param name="Vkey">Its log's verifier key.</param>
public sealed record NodeDepartment(string Id, string NameZh, string NameEn, string Origin, string Vkey);
