namespace Ledger.Portal.SignIn;

/// <summary>The page after signing out.</summary>
/// <param name="Continue">The local address that signs the person out at the identity service too. Null when that is done or not possible.</param>
public sealed record SignedOutView(string? Continue);
