using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Rules;

/// <summary>The headers of a page: a policy that allows nothing inline and nobody else, and no copy in a cache.</summary>
internal static class PolicyRule
{
    private static readonly string[] Required = ["default-src 'none'", "form-action", "base-uri 'none'", "frame-ancestors 'none'"];

    /// <summary>Judges the answer that a window shows.</summary>
    /// <param name="visit">The window.</param>
    /// <param name="status">The status that the page must have.</param>
    public static async Task<IReadOnlyList<string>> FindDefectsAsync(Visit visit, int status)
    {
        var answer = visit.Answer ?? throw new InvalidOperationException("No page was opened.");
        var headers = await answer.AllHeadersAsync();
        var policy = headers.GetValueOrDefault("content-security-policy", "");
        return
        [
            .. answer.Status == status ? (string[])[] : [$"status {answer.Status} instead of {status}"],
            .. Required.Where(part => !policy.Contains(part, StringComparison.Ordinal)).Select(part => $"the policy lacks {part}: {policy}"),
            .. policy.Contains("unsafe-inline", StringComparison.Ordinal) || policy.Contains('*', StringComparison.Ordinal) ? (string[])[$"the policy allows too much: {policy}"] : [],
            .. headers.GetValueOrDefault("cache-control", "").Contains("no-store", StringComparison.Ordinal) ? (string[])[] : ["a cache may keep the page"],
            .. headers.GetValueOrDefault("content-type", "") == "text/html; charset=utf-8" ? (string[])[] : [$"type {headers.GetValueOrDefault("content-type")}"],
        ];
    }
}
