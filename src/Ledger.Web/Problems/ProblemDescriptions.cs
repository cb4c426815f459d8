namespace Ledger.Web.Problems;

/// <summary>Says in the API description that a route may answer with problems.</summary>
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

    /// <summary>The route takes a body of one of these types; anything else is 415.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string type, params string[] others)
        where T : notnull =>
        route.Accepts<T>(type, others).ProducesProblems(StatusCodes.Status408RequestTimeout, StatusCodes.Status415UnsupportedMediaType);
}
