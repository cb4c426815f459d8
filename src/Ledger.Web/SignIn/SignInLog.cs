namespace Ledger.Web.SignIn;

/// <summary>The log messages of the sign-in. None names a person, and none quotes what a provider or a browser sent.</summary>
internal static partial class SignInLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: the identity service does not answer ({Problem}). Nobody can sign in until it does.")]
    public static partial void ProviderUnreachable(ILogger logger, string code, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: the answer of the identity service cannot be used ({Problem}). Check the client id, the secret, the addresses registered there, and both clocks.")]
    public static partial void ProviderAnswerInvalid(ILogger logger, string code, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: somebody whom the identity service knows was not signed in. Check the claims in the settings under Ledger:SignIn.")]
    public static partial void PersonRefused(ILogger logger, string code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Code}: a sign-in was not finished ({Problem})")]
    public static partial void NotFinished(ILogger logger, string code, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Code}: {What} {File} {Action}")]
    public static partial void SessionKeyUnreadable(ILogger logger, string code, string what, string file, string action);
}
