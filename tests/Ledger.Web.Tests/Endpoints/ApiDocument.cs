using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>The committed description of the API.</summary>
internal static class ApiDocument
{
    public static string Path { get; } = System.IO.Path.Combine(FindSources(), "src", "Ledger.Web", "openapi.v1.json");

    private static readonly Lazy<JsonNode> Committed = new(() => JsonNode.Parse(File.ReadAllText(Path))!);

    /// <summary>Method, path and description of every operation.</summary>
    public static IEnumerable<(string Method, string Path, JsonNode Operation)> Operations => Committed.Value["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)));

    /// <summary>The operation that answers an address; null when there is none.</summary>
    public static JsonNode? FindOperation(HttpMethod method, string address) =>
        Operations.FirstOrDefault(operation => operation.Method == method.Method && Matches(operation.Path, address)).Operation;

    /// <summary>The folder that holds the solution.</summary>
    public static string FindSources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie under the solution.");
        }

        return folder.FullName;
    }

    private static bool Matches(string template, string address)
    {
        var pattern = Regex.Escape(template).Replace("\\{path}", ".+", StringComparison.Ordinal);
        return Regex.IsMatch(address, "^" + Regex.Replace(pattern, "\\\\\\{[a-z]+}", "[^/]+") + "$");
    }
}
