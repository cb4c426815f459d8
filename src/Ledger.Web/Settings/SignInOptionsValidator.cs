using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Checks the annotations of <see cref="SignInOptions"/>. The compiler generates the code.</summary>
[OptionsValidator]
internal sealed partial class SignInOptionsValidator : IValidateOptions<SignInOptions>;
