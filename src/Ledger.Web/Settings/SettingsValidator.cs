using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>
/// Words the refusals of a generated validator. It puts the name of the property and a colon before each message. The messages already name the whole
/// setting, so that part is left out.
/// </summary>
internal sealed class SettingsValidator<T>(IValidateOptions<T> generated) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options) => generated.Validate(name, options) is { Failed: true, Failures: { } failures }
        ? ValidateOptionsResult.Fail(failures.Select(WithoutProperty))
        : ValidateOptionsResult.Success;

    private static string WithoutProperty(string failure) =>
        failure[Math.Max(0, failure.IndexOf(SettingsServices.Root + ":", StringComparison.Ordinal))..];
}
