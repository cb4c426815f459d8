namespace Ledger.NodeConfig.Tests;

/// <summary>Every rule of the folder: what it is called, and what it finds wrong.</summary>
internal static class Rules
{
    public static readonly IReadOnlyDictionary<string, Func<ConfigFolder, IEnumerable<string>>> All = new Dictionary<string, Func<ConfigFolder, IEnumerable<string>>>(StringComparer.Ordinal)
    {
        ["json"] = SyntaxRules.Json,
        ["toml"] = SyntaxRules.Toml,
        ["yaml"] = SyntaxRules.YamlForm,
        ["generated"] = NetworkRules.Generated,
        ["layouts"] = NetworkRules.Layouts,
        ["enodes"] = NetworkRules.Enodes,
        ["places"] = NetworkRules.Places,
        ["besu options"] = BesuRules.KnownOptions,
        ["besu alike"] = BesuRules.Alike,
        ["besu safe"] = BesuRules.Safe,
        ["besu hosts"] = BesuRules.Hosts,
        ["images"] = ContainerRules.Images,
        ["compose"] = ContainerRules.Compose,
        ["compose references"] = ContainerRules.ComposeReferences,
        ["manifest form"] = ManifestRules.Form,
        ["manifests alike"] = ManifestRules.Alike,
        ["pods"] = ManifestRules.Pods,
        ["manifest references"] = ManifestRules.References,
        ["fences"] = ManifestRules.Fences,
        ["secrets"] = SecretRules.NoSecrets,
        ["settings"] = SettingsRules.Settings,
        ["alarms"] = AlarmRules.Alarms,
        ["scraping"] = AlarmRules.Scraping,
        ["runbook"] = RunbookRules.Runbook,
        ["commands"] = RunbookRules.Commands,
    };
}
