using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Web.SignIn;

/// <summary>
/// The authentication schemes of the node. The framework's middleware would offer every request to each scheme that answers addresses of its own. Here
/// the endpoints of those addresses call their scheme, so that the API does not pay for it and each address is in the list of routes.
/// </summary>
internal sealed class EndpointSchemes(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() => Task.FromResult<IEnumerable<AuthenticationScheme>>([]);
}
