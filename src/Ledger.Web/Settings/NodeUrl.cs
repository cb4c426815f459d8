namespace Ledger.Web.Settings;

/// <summary>The address of this node in the registry, where others reach it.</summary>
internal sealed record NodeUrl(Uri Url);
