namespace Ledger.Web.Endpoints;

/// <summary>A department of this node. These facts are public.</summary>
/// <param name="Id">Its short name in URLs.</param>
/// <param name="NameZh">Its name in Chinese.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Origin">The origin of its log (C2SP tlog-checkpoint).</param>
/// <param name="Issuer">The issuer of its records.</param>
/// <param name="Vkey">The key that verifies its checkpoints (C2SP signed-note).</param>
/// <param name="Log">The address of its public log.</param>
/// <param name="Types">The record types it may issue.</param>
internal sealed record DepartmentRow(string Id, string NameZh, string NameEn, string Origin, string Issuer, string Vkey, string Log, IReadOnlyList<string> Types);
