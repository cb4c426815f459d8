using System.Net;
using System.Text.RegularExpressions;

namespace Ledger.Cli.Bench;

/// <summary>A browser without script that signs in to a node of the demonstration.</summary>
/// <param name="node">The address of the node.</param>
internal sealed partial class SignedInBrowser(Uri node) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    /// <summary>Signs in as a person of the demonstration.</summary>
    /// <param name="person">The id of the person.</param>
    /// <param name="cancellationToken">Cancels the sign-in.</param>
    /// <returns>The cookies of the session, as a request sends them.</returns>
    /// <exception cref="InvalidOperationException">The page of the demonstration's provider does not offer the person.</exception>
    public async Task<string> SignInAsync(string person, CancellationToken cancellationToken)
    {
        _http ??= new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = _cookies }) { BaseAddress = node };
        var choice = await _http.GetStringAsync("/sign-in?return=/me", cancellationToken);
        var link = Links().Matches(choice).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).FirstOrDefault(link => link.Contains($"person={person}", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The demonstration has no person {person}.");
        await _http.GetStringAsync(link, cancellationToken);
        return _cookies.GetCookieHeader(node);
    }

    public void Dispose() => _http?.Dispose();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();
}
