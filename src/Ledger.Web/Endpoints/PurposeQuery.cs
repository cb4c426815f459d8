using System.Globalization;
using Ledger.Purposes;
using Ledger.Verify.Faults;

namespace Ledger.Web.Endpoints;

/// <summary>Reads why a caller looks at claims, from the query parameters <c>purpose</c>, <c>basis</c> and <c>withheldUntil</c>.</summary>
internal static class PurposeQuery
{
    public const string Purpose = "purpose";
    public const string Basis = "basis";
    public const string WithheldUntil = "withheldUntil";

    /// <summary>Describes the parameters.</summary>
    public static RouteHandlerBuilder DescribesPurpose(this RouteHandlerBuilder route) => route
        .DescribesQuery(Purpose, "Why you look at the claims: a code of GET /v1/purposes. Without it no claims are shown. The resident sees the read in a list. 用途。", _ => { })
        .DescribesQuery(Basis, "The legal basis. The default is the first of the purpose. 法律依据。",
            schema => schema.Enum = [.. LegalBases.All.Select(name => (System.Text.Json.Nodes.JsonNode)name)])
        .DescribesQuery(WithheldUntil, "The day (UTC) from which the resident may see the read. Only for a purpose with a lawful delay. 告知日期。", schema => schema.Format = "date");

    /// <summary>Whether the request has a purpose or a part of one.</summary>
    public static bool IsGiven(HttpRequest request) =>
        request.Query.ContainsKey(Purpose) || request.Query.ContainsKey(Basis) || request.Query.ContainsKey(WithheldUntil);

    /// <summary>Reads the parameters.</summary>
    /// <param name="request">The request.</param>
    /// <param name="purposes">The published purposes.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The purpose, or what is wrong with it.</returns>
    public static Outcome<ReadPurpose> Read(HttpRequest request, PurposeCatalogue purposes, DateTimeOffset now)
    {
        DateOnly? until = null;
        if (Find(request, WithheldUntil) is { } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return Refusal.At(RequestFaults.QueryMalformed, "/" + WithheldUntil, "应为日期，如 2026-01-31。", "It must be a date such as 2026-01-31.");
            }

            until = day;
        }

        return purposes.Check(Find(request, Purpose), Find(request, Basis), until, DateOnly.FromDateTime(now.UtcDateTime));
    }

    private static string? Find(HttpRequest request, string name) => request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
}
