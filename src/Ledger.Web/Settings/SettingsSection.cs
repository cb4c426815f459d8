namespace Ledger.Web.Settings;

/// <summary>A section of the configuration and an options class that is bound from it. Several classes may share a section.</summary>
internal sealed record SettingsSection(string Path, Type Options);
