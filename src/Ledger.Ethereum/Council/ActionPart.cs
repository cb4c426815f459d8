using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>What an action is about: an option on the command line and a member in a file of actions, under the same name.</summary>
public sealed record ActionPart(string Name, LocalizedText What, bool IsRequired = true, bool IsList = false);
