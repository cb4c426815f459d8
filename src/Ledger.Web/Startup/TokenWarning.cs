using Ledger.Access;

namespace Ledger.Web.Startup;

/// <summary>Logs what is wrong with the existing token files, before a demonstration writes its own tokens.</summary>
internal sealed partial class TokenWarning(AccessTokens tokens, ILogger<TokenWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (tokens.Warning is { } warning)
        {
            var asOf = tokens.RestoredAsOf is { } time ? $" ({time:u})" : "";
            LogTokensInDoubt(logger, warning.Code, warning.Title.En, asOf, warning.Action.En);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: {What}{AsOf} {Action}")]
    private static partial void LogTokensInDoubt(ILogger logger, string code, string what, string asOf, string action);
}
