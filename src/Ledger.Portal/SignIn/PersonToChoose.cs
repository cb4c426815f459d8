using Ledger.Verify.Faults;

namespace Ledger.Portal.SignIn;

/// <summary>One person on the page of the demonstration's provider.</summary>
/// <param name="Name">The name.</param>
/// <param name="About">Who the person is.</param>
/// <param name="Address">The local address that chooses the person.</param>
public sealed record PersonToChoose(LocalizedText Name, LocalizedText About, string Address);
