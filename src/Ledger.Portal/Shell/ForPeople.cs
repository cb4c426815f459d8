namespace Ledger.Portal.Shell;

/// <summary>Marks an endpoint of a host, other than a page, whose refusals are read by people.</summary>
public sealed class ForPeople;
