using Ledger.Anchoring;

namespace Ledger.Mirroring;

/// <summary>
/// What the chain told does not hang together: an event is missing, told twice, or its values are not those of the contract's state.
/// Somebody between the contracts and us leaves things out; nothing may be answered from it.
/// </summary>
public sealed class EventsDisagreeException(string message) : ChainUnavailableException(message);
