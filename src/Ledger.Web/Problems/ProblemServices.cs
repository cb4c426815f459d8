namespace Ledger.Web.Problems;

/// <summary>Registers the services that answer refusals.</summary>
internal static class ProblemServices
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, PageProblemWriter>();
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>(); // Registered before the framework's writer, because the first writer that can write is used.
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswers>();
        FaultsRoute.Add(services);
        return services;
    }
}
