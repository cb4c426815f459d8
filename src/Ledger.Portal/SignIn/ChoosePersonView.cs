namespace Ledger.Portal.SignIn;

/// <summary>The page on which a visitor of the demonstration chooses who to be.</summary>
/// <param name="People">The people.</param>
/// <param name="NobodyAddress">The local address that goes back without signing in.</param>
public sealed record ChoosePersonView(IReadOnlyList<PersonToChoose> People, string NobodyAddress);
