namespace Ledger.NodeConfig.Tests;

/// <summary>
/// A new named volume of Docker belongs to root, and the image has no folder at that path whose owner Docker could copy. So a service that is not
/// root can write to a named volume only after another service has changed the owner.
/// </summary>
internal static class OwnerRules
{
    private static readonly HashSet<string> Keys =
    [
        "image", "user", "entrypoint", "read_only", "cap_drop", "cap_add", "security_opt", "network_mode", "restart", "cpus", "mem_limit", "pids_limit", "volumes",
    ];

    /// <summary>True for a service that changes owners and ends. Every other service is a node.</summary>
    public static bool IsOwnerStep(object? service) => Yaml.Text(service, "entrypoint", "0") == "chown";

    /// <summary>Every named volume of a service that is not root has an owner step, and the service waits for it.</summary>
    public static IEnumerable<string> VolumeOwners(ConfigFolder folder)
    {
        foreach (var file in Consortium.ComposeFiles)
        {
            var services = Yaml.Map(Consortium.Compose(folder, file), "services");
            foreach (var (name, service) in services.Where(item => !IsOwnerStep(item.Value) && Yaml.Text(item.Value, "user") is not ("0" or "0:0")))
            {
                foreach (var (volume, _) in NamedVolumes(service))
                {
                    var steps = services.Where(item => IsOwnerStep(item.Value) && Gives(item.Value, volume, Yaml.Text(service, "user"))).Select(item => item.Key);
                    if (!steps.Any(step => Yaml.Text(service, "depends_on", step, "condition") == "service_completed_successfully"))
                    {
                        yield return $"{file} {name}: no owner step gives it the volume {volume}, which belongs to root, before it starts.";
                    }
                }
            }
        }
    }

    /// <summary>An owner step runs once, as root with one capability, and can do nothing else.</summary>
    public static IEnumerable<string> OwnerSteps(ConfigFolder folder)
    {
        foreach (var (where, _, service) in Consortium.Services(folder).Where(service => IsOwnerStep(service.Service)))
        {
            foreach (var key in Yaml.Map(service).Keys.Except(Keys))
            {
                yield return $"{where}: an owner step needs no {key}.";
            }

            var isOneOff = Yaml.Text(service, "user") == "0:0" && Yaml.Text(service, "restart") == "no" && Yaml.Text(service, "network_mode") == "none"
                && Yaml.Text(service, "read_only") == "true" && Yaml.List(service, "security_opt") is ["no-new-privileges:true"];
            if (!isOneOff || Yaml.List(service, "cap_drop") is not ["ALL"] || Yaml.List(service, "cap_add") is not ["CHOWN"])
            {
                yield return $"{where}: it must run once, as root, with the capability CHOWN and no other right.";
            }

            if (!ContainerRules.IsLimited(service))
            {
                yield return $"{where}: its CPU, memory or number of processes is not limited.";
            }

            // -R would have to read folders of another user, which the capability CHOWN does not allow.
            var paths = Yaml.List(service, "entrypoint").Skip(2).OfType<string>();
            if (!paths.Order(StringComparer.Ordinal).SequenceEqual(NamedVolumes(service).Select(mount => mount.Path).Order(StringComparer.Ordinal)))
            {
                yield return $"{where}: it must change the owner of exactly the volumes that it mounts.";
            }
        }
    }

    private static bool Gives(object? step, string volume, string user) =>
        Yaml.Text(step, "entrypoint", "1") == user
        && NamedVolumes(step).Any(mount => mount.Volume == volume && Yaml.List(step, "entrypoint").Skip(2).Contains(mount.Path));

    private static IEnumerable<(string Volume, string Path)> NamedVolumes(object? service) =>
        from volume in Yaml.List(service, "volumes").OfType<string>()
        let parts = volume.Split(':')
        where parts.Length >= 2 && !parts[0].StartsWith('.') && !parts[0].StartsWith('/')
        select (parts[0], parts[1]);
}
