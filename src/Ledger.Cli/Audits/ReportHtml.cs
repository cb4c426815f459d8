using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Auditing.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Cli.Audits;

/// <summary>Renders the audit's report as HTML. The framework encodes every value.</summary>
internal static class ReportHtml
{
    /// <summary>The style sheet of the page, for screen and paper.</summary>
    public const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1b1b1b;background:#fff}"
        + "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:2px solid #767676}p{margin:.25rem 0}"
        + ".verdict{font-size:1.2rem;font-weight:bold;border:3px solid;padding:.75rem}.yes{border-color:#00703c}.no{border-color:#b10e1e}.open{border-color:#7a5c00}"
        + "table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;font-weight:bold;padding:.25rem 0}"
        + "th,td{border-bottom:1px solid #767676;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{font-weight:600}"
        + "td.number{text-align:right;font-variant-numeric:tabular-nums}"
        + "@media print{body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr{break-inside:avoid}}";

    /// <summary>Renders the whole page.</summary>
    public static Task<string> RenderAsync(NodeAuditReport report) =>
        RenderAsync<ReportPage>(new Dictionary<string, object?> { [nameof(ReportPage.Report)] = report });

    /// <summary>Renders a component: the page or a part of it.</summary>
    /// <param name="parameters">The parameters of the component, by name.</param>
    public static async Task<string> RenderAsync<T>(IDictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)) // Chinese stays readable in the file.
            .AddSingleton<HtmlRenderer>()
            .BuildServiceProvider();
        var renderer = services.GetRequiredService<HtmlRenderer>();
        return await renderer.Dispatcher.InvokeAsync(
            async () => (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
