namespace Ledger.Web.Endpoints;

/// <summary>A request to keep the data of a person until a day.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Law">The law, and why it applies. It must not name the person.</param>
/// <param name="Until">The last day (UTC) on which the data must be kept.</param>
internal sealed record HoldBody(SubjectIdentityBody Subject, string Law, DateOnly Until);
