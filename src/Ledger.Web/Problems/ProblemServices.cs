namespace Ledger.Web.Problems;

/// <summary>Registers how refusals are answered.</summary>
internal static class ProblemServices
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // Before the framework's own: the first that can write does.
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswers>();
        FaultsRoute.Add(services);
        return services;
    }
}
