namespace Ledger.Web.Settings;

/// <summary>Where others reach this node, as the registry tells them.</summary>
internal sealed record NodeUrl(Uri Url);
