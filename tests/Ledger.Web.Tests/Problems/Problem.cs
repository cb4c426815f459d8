using System.Text.Json.Nodes;
using Ledger.Verify.Faults;
using Ledger.Web.Tests.Endpoints;

namespace Ledger.Web.Tests.Problems;

/// <summary>Asserts what every refusal must contain.</summary>
internal static class Problem
{
    /// <summary>Asserts that an answer is a complete and documented refusal with this code.</summary>
    /// <returns>The places that the refusal names.</returns>
    public static async Task<string[]> AssertAsync(HttpResponseMessage response, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.Content.Headers.ContentType?.ToString() == "application/problem+json", $"{(int)response.StatusCode} {text}");
        var problem = JsonNode.Parse(text)!;
        Assert.True(problem["code"]!.GetValue<string>() == code, text);
        AssertRow(problem, FaultTable.Service.Single(row => row.Code == code), (int)response.StatusCode);
        Assert.Matches("^[0-9a-f]{32}$", problem["traceId"]!.GetValue<string>());
        Assert.True(response.Headers.CacheControl?.NoStore);
        AssertDocumented(response);
        return [.. problem["errors"]!.AsArray().Select(error => PlaceOf(error!))];
    }

    /// <summary>Asserts that an answer is the refusal with this code and exactly these places, in this order.</summary>
    public static async Task AssertAsync(HttpResponseMessage response, string code, params string[] places) =>
        Assert.Equal(places, await AssertAsync(response, code));

    private static void AssertRow(JsonNode problem, Fault row, int status)
    {
        Assert.Equal(row.HttpStatus, status);
        Assert.Equal(row.HttpStatus, problem["status"]!.GetValue<int>());
        Assert.Equal($"/docs/faults#{row.Code}", problem["type"]!.GetValue<string>());
        Assert.Equal(row.Title.En, problem["title"]!.GetValue<string>());
        Assert.Equal(row.Action.En, problem["detail"]!.GetValue<string>());
        Assert.Equal(row.Title.Zh, problem["zh"]!["title"]!.GetValue<string>());
        Assert.Equal(row.Action.Zh, problem["zh"]!["detail"]!.GetValue<string>());
    }

    // Asserts that the place has a sentence in both languages.
    private static string PlaceOf(JsonNode error)
    {
        Assert.Matches("\\p{IsCJKUnifiedIdeographs}", error["zh"]!.GetValue<string>());
        Assert.Matches("[A-Za-z]{2}", error["en"]!.GetValue<string>());
        return error["path"]!.GetValue<string>();
    }

    private static void AssertDocumented(HttpResponseMessage response)
    {
        var request = response.RequestMessage!;
        if (ApiDocument.FindOperation(request.Method, request.RequestUri!.AbsolutePath) is { } operation)
        {
            Assert.True(
                operation["responses"]!.AsObject().ContainsKey(((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                $"{request.Method} {request.RequestUri.AbsolutePath} answers {(int)response.StatusCode}, which its description does not list.");
        }
    }
}
