using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Web.Tests.Settings;
using Microsoft.Extensions.Configuration;

namespace Ledger.NodeConfig.Tests;

/// <summary>The service accepts the settings of the departments unchanged, and they point to this chain.</summary>
internal static class SettingsRules
{
    private static readonly string[] Departments = ["civil-affairs", "education", "employment", "health"];

    public static IEnumerable<string> Settings(ConfigFolder folder)
    {
        var nodes = Consortium.Plan(folder, "compose").Nodes.Where(node => node.Role is Ledger.Consortium.NodeRole.Rpc).Select(node => new Uri($"http://{node.Name}:8545")).ToList();
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var books = new HashSet<string>(StringComparer.Ordinal);
        foreach (var department in Departments)
        {
            var file = $"{Consortium.Folder}/departments/appsettings.{department}.json";
            using var settings = new BoundSettings(new ConfigurationBuilder().AddJsonFile(folder.PathOf(file)).Build());
            var problems = Check(settings);
            foreach (var problem in problems)
            {
                yield return $"{file}: {problem}";
            }

            if (problems.Count > 0)
            {
                continue;
            }

            var (chain, hosted) = (settings.Get<ChainOptions>(), settings.Get<DepartmentsOptions>());
            if (!chain.Endpoints.Order(Comparer<Uri>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))).SequenceEqual(nodes))
            {
                yield return $"{file}: its endpoints are not the RPC nodes of the plan.";
            }

            if (chain.Finality != "instant" || !chain.ZeroFees || settings.Get<DemonstrationOptions>().SampleCity || settings.Get<StorageOptions>().HeadLockDirectory is null)
            {
                yield return $"{file}: it does not fit a QBFT chain without fees, or it is not for production.";
            }

            if (chain.Addresses is not { } book || (books.Add(book) && books.Count > 1))
            {
                yield return $"{file}: it does not name the address book that all departments share.";
            }

            if (hosted.Departments is not [{ } only] || only.Id != department || !hosts.Add(hosted.Host)
                || (string?)JsonNode.Parse(folder.Read(file))?["AllowedHosts"] != $"{hosted.Host};{department}" || settings.Get<NodeHttpOptions>().PublicUrl?.Host != hosted.Host)
            {
                yield return $"{file}: it must name this department only, and the same host name everywhere.";
            }
        }
    }

    private static IReadOnlyList<string> Check(BoundSettings settings)
    {
        try
        {
            return settings.Check();
        }
        catch (FaultException unreadable)
        {
            return [unreadable.Detail];
        }
    }
}
