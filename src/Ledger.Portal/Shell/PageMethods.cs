using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Portal.Shell;

/// <summary>
/// Allows the methods that a page handles and no other. Without this a page is rendered for any method, DELETE too. GET is always allowed, because a page
/// without code has no handler. HEAD is answered wherever GET is.
/// </summary>
internal sealed class PageMethods : IPageApplicationModelConvention
{
    public void Apply(PageApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var handled = model.HandlerMethods.Select(handler => handler.HttpMethod?.ToUpperInvariant()).OfType<string>();
        model.EndpointMetadata.Add(new HttpMethodMetadata([.. handled.Append(HttpMethods.Get).Distinct().Order(StringComparer.Ordinal)]));
    }
}
