using System.Text.Json;
using Ledger.Consortium;
using Tomlyn;
using Tomlyn.Model;

namespace Ledger.NodeConfig.Tests;

/// <summary>Reads the files of <c>node-config/consortium</c> for the rules.</summary>
internal static class Consortium
{
    public const string Folder = "consortium";

    /// <summary>The two layouts of the example. Both have the same nodes with the same keys.</summary>
    public static readonly string[] Layouts = ["compose", "k8s"];

    public static readonly string[] ComposeFiles = ["compose.yml", "machine.yml"];

    public static readonly string[] Roles = ["validator", "rpc", "archive"];

    public static NetworkPlan Plan(ConfigFolder folder, string layout) => NetworkPlan.Read(File.ReadAllBytes(folder.PathOf($"{Folder}/{layout}/plan.json")));

    public static string RoleOf(PlannedNode node) => Roles[(int)node.Role];

    public static TomlTable Toml(ConfigFolder folder, string file) => ReadToml(folder.Read(file));

    public static TomlTable ReadToml(string text) => TomlSerializer.Deserialize<TomlTable>(text) ?? throw new TomlException("The file is empty.");

    public static TomlTable RoleToml(ConfigFolder folder, string role) => Toml(folder, $"{Folder}/besu/{role}.toml");

    public static IReadOnlyList<string> Texts(TomlTable table, string key) => table.TryGetValue(key, out var value) && value is TomlArray list ? [.. list.OfType<string>()] : [];

    public static object? Compose(ConfigFolder folder, string file) => Yaml.Document(folder.Read($"{Folder}/compose/{file}"));

    /// <summary>The services of both compose files: the file, the name and the content.</summary>
    public static IEnumerable<(string Where, string Name, object? Service)> Services(ConfigFolder folder) =>
        from file in ComposeFiles
        from service in Yaml.Map(Compose(folder, file), "services")
        select ($"{file} {service.Key}", service.Key, service.Value);

    /// <summary>The services that run a node. The others prepare something and end.</summary>
    public static IEnumerable<(string Where, string Name, object? Service)> NodeServices(ConfigFolder folder) =>
        Services(folder).Where(service => !OwnerRules.IsOwnerStep(service.Service));

    /// <summary>Every object of the manifests: its file, kind, name and content.</summary>
    public static IEnumerable<(string File, string Kind, string Name, object? Object)> Manifests(ConfigFolder folder) =>
        from file in folder.FilesOf(".yaml").Where(file => file.StartsWith($"{Folder}/k8s/", StringComparison.Ordinal))
        from document in Yaml.Documents(folder.Read(file))
        select (file, Yaml.Text(document, "kind"), Yaml.Text(document, "metadata", "name"), document);

    public static IReadOnlyList<string> StaticNodes(ConfigFolder folder, string layout) =>
        JsonSerializer.Deserialize<string[]>(folder.Read($"{Folder}/{layout}/network/static-nodes.json")) ?? [];
}
