namespace Ledger.Web.Problems;

/// <summary>Adds to the API description that a route may answer with problems.</summary>
internal static class ProblemDescriptions
{
    public static T ProducesProblems<T>(this T route, params int[] statuses)
        where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemAnswers.MediaType]));
        }

        return route;
    }

    /// <summary>Adds the media types of a route's body. Any other media type gets 415.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string type, params string[] others)
        where T : notnull =>
        route.Accepts<T>(type, others).ProducesProblems(StatusCodes.Status408RequestTimeout, StatusCodes.Status415UnsupportedMediaType);
}
