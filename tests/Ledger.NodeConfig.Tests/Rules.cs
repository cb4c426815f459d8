namespace Ledger.NodeConfig.Tests;

/// <summary>Every rule of the folder: its name, and the function that returns what is wrong.</summary>
internal static class Rules
{
    public static readonly IReadOnlyDictionary<string, Func<ConfigFolder, IEnumerable<string>>> All = new Dictionary<string, Func<ConfigFolder, IEnumerable<string>>>(StringComparer.Ordinal)
    {
        ["json"] = SyntaxRules.Json,
        ["toml"] = SyntaxRules.Toml,
        ["yaml"] = SyntaxRules.YamlForm,
        ["generated"] = NetworkRules.Generated,
        ["transitions"] = TransitionRules.Transitions,
        ["layouts"] = NetworkRules.Layouts,
        ["enodes"] = NetworkRules.Enodes,
        ["places"] = NetworkRules.Places,
        ["besu options"] = BesuRules.KnownOptions,
        ["besu alike"] = BesuRules.Alike,
        ["besu safe"] = BesuRules.Safe,
        ["besu profile"] = BesuRules.NoProfile,
        ["besu hosts"] = BesuRules.Hosts,
        ["images"] = ContainerRules.Images,
        ["compose"] = ContainerRules.Compose,
        ["compose references"] = ContainerRules.ComposeReferences,
        ["volume owners"] = OwnerRules.VolumeOwners,
        ["owner steps"] = OwnerRules.OwnerSteps,
        ["manifest form"] = ManifestRules.Form,
        ["manifests alike"] = ManifestRules.Alike,
        ["pods"] = ManifestRules.Pods,
        ["manifest references"] = ManifestRules.References,
        ["fences"] = ManifestRules.Fences,
        ["names are awaited"] = NameRules.NamesAreAwaited,
        ["secrets"] = SecretRules.NoSecrets,
        ["settings"] = SettingsRules.Settings,
        ["alarms"] = AlarmRules.Alarms,
        ["missing metrics"] = AlarmRules.MissingMetrics,
        ["disks"] = AlarmRules.Disks,
        ["scraping"] = AlarmRules.Scraping,
        ["runbook"] = RunbookRules.Runbook,
        ["commands"] = RunbookRules.Commands,
        ["warnings in documents"] = DocumentRules.WarningsGiven,
        ["rpc calls in documents"] = DocumentRules.RpcCalls,
        ["volumes by hand"] = DocumentRules.Volumes,
    };
}
