using Ledger.Portal.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Checks the annotations of <see cref="PortalOptions"/>. The compiler generates the code.</summary>
[OptionsValidator]
internal sealed partial class PortalOptionsValidator : IValidateOptions<PortalOptions>;
