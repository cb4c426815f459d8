using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ledger.Web.Tests.Endpoints;

/// <summary>The committed API description.</summary>
internal static class ApiDocument
{
    public static string Path { get; } = System.IO.Path.Combine(FindSources(), "src", "Ledger.Web", "openapi.v1.json");

    private static readonly Lazy<JsonNode> Committed = new(() => JsonNode.Parse(File.ReadAllText(Path))!);

    /// <summary>Every operation with its method, path and description.</summary>
    public static IEnumerable<(string Method, string Path, JsonNode Operation)> Operations => Committed.Value["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)));

    /// <summary>Finds the operation for an address. Null when there is none.</summary>
    public static JsonNode? FindOperation(HttpMethod method, string address) =>
        Operations.FirstOrDefault(operation => operation.Method == method.Method && Matches(operation.Path, address)).Operation;

    /// <summary>Finds the folder with the solution.</summary>
    public static string FindSources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not in a folder below the solution.");
        }

        return folder.FullName;
    }

    private static bool Matches(string template, string address)
    {
        var pattern = Regex.Escape(template).Replace("\\{path}", ".+", StringComparison.Ordinal);
        return Regex.IsMatch(address, "^" + Regex.Replace(pattern, "\\\\\\{[a-z]+}", "[^/]+") + "$");
    }
}
