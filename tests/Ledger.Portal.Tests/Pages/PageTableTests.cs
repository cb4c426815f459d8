using System.Reflection;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Ledger.Portal.Tests.Pages;

/// <summary>Every page of the service is in the table of the tests.</summary>
public sealed class PageTableTests
{
    private const string RouteTemplate = "RouteTemplate";

    // The pages that the compiler wrote into the assemblies. A test that asked the running service would miss a page that nobody maps.
    private static readonly string[] Compiled =
    [
        .. new[] { "Ledger.Portal", "Ledger.Web" }.SelectMany(name => new RazorCompiledItemLoader().LoadItems(Assembly.Load(name)))
            .SelectMany(item => item.Metadata.OfType<RazorCompiledItemMetadataAttribute>()).Where(data => data.Key == RouteTemplate)
            .Select(data => data.Value).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Table_OfPages_HasExactlyThePagesThatExist() => Assert.Equal(
        Compiled, PageTable.Rows.Select(row => row.Route).Where(route => route.Length > 0).Concat(PageTable.WithoutPage).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Table_OfPages_HasNoNameTwice() => Assert.Equal(PageTable.Rows.Count, PageTable.Rows.Select(row => row.Name).Distinct().Count());
}
