using System.Text.RegularExpressions;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Settings;

/// <summary>Reads the <c>Ledger</c> section, refuses unknown settings, and checks the values.</summary>
internal sealed partial class NodeSettingsReader(IConfiguration configuration) : IConfigureOptions<NodeSettings>, IValidateOptions<NodeSettings>
{
    /// <exception cref="FaultException">A value cannot be read, or a setting is unknown.</exception>
    public void Configure(NodeSettings options)
    {
        try
        {
            configuration.GetSection(NodeSettings.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException problem)
        {
            throw new FaultException(StartUpFaults.SettingsWrong, NameOf(problem), problem);
        }
    }

    public ValidateOptionsResult Validate(string? name, NodeSettings options)
    {
        var problems = options.Check();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // The binder quotes the value that it cannot read, and an address may contain a password. So the message shows only the setting's name.
    private static string NameOf(InvalidOperationException problem) =>
        QuotedSetting().Match(problem.Message + problem.InnerException?.Message) is { Success: true } setting
            ? setting.Groups[1].Value + " cannot be read."
            : problem.Message;

    [GeneratedRegex("'(Ledger:[A-Za-z0-9:]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedSetting();
}
