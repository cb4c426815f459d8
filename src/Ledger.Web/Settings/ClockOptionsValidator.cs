using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Checks the annotations of <see cref="ClockOptions"/>. The compiler generates the code.</summary>
[OptionsValidator]
internal sealed partial class ClockOptionsValidator : IValidateOptions<ClockOptions>;
