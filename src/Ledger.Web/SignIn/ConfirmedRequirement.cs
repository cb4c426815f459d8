using Microsoft.AspNetCore.Authorization;

namespace Ledger.Web.SignIn;

/// <summary>Requires a person who proved a few minutes ago who they are.</summary>
internal sealed record ConfirmedRequirement : IAuthorizationRequirement;
