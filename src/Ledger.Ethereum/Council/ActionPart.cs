using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>A parameter of an action. Its name is the option on the command line and the member in a file of actions.</summary>
public sealed record ActionPart(string Name, LocalizedText What, bool IsRequired = true, bool IsList = false);
