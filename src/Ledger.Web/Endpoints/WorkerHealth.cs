namespace Ledger.Web.Endpoints;

/// <summary>A background worker that does not do its work.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Code">Why.</param>
/// <param name="Since">Since when; null when that is not known.</param>
internal sealed record WorkerHealth(string Worker, string Code, DateTimeOffset? Since);
