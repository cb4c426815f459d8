using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Checks the annotations of <see cref="SharingOptions"/>. The compiler generates the code.</summary>
[OptionsValidator]
internal sealed partial class SharingOptionsValidator : IValidateOptions<SharingOptions>;
