using System.Text.Json.Nodes;
using Ledger.Web.Settings;
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
            var settings = new NodeSettings();
            string? unknown = null;
            try
            {
                // This binds as the service does, but unknown names are errors. The service ignores them.
                new ConfigurationBuilder().AddJsonFile(folder.PathOf(file)).Build().GetSection(NodeSettings.Section).Bind(settings, options => options.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException thrown)
            {
                unknown = $"{file}: {thrown.Message}";
            }

            if (unknown is not null)
            {
                yield return unknown;
            }

            foreach (var problem in settings.Check())
            {
                yield return $"{file}: {problem}";
            }

            if (!settings.Chain.Endpoints.Order(Comparer<Uri>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))).SequenceEqual(nodes))
            {
                yield return $"{file}: its endpoints are not the RPC nodes of the plan.";
            }

            if (settings.Chain.Finality != "instant" || !settings.Chain.ZeroFees || settings.SampleCity || settings.HeadLockDirectory is null)
            {
                yield return $"{file}: not for a QBFT chain without fees, or not for production.";
            }

            if (settings.Chain.Addresses is not { } book || (books.Add(book) && books.Count > 1))
            {
                yield return $"{file}: it does not name the address book that all departments share.";
            }

            if (settings.Departments is not [{ } only] || only.Id != department || !hosts.Add(settings.Host)
                || (string?)JsonNode.Parse(folder.Read(file))?["AllowedHosts"] != $"{settings.Host};{department}" || settings.PublicUrl?.Host != settings.Host)
            {
                yield return $"{file}: it is not this department's alone, or its names differ.";
            }
        }
    }
}
