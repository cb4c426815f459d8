using System.Text.RegularExpressions;
using Ledger.Verify.Faults;

namespace Ledger.Web.Settings;

/// <summary>Binds options from the configuration. Refuses a setting that no options class has, and a value that cannot be read.</summary>
internal sealed partial class SettingsBinder(IConfiguration configuration, IEnumerable<SettingsSection> sections)
{
    private readonly ILookup<string, Type> _sections = sections.ToLookup(section => section.Path, section => section.Options, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FaultException">A value cannot be read, or a setting is unknown.</exception>
    public T Read<T>(string section)
        where T : class, new()
    {
        var options = new T();
        Bind(section, options);
        return options;
    }

    /// <exception cref="FaultException">A value cannot be read, or a setting is unknown.</exception>
    public void Bind(string section, object options)
    {
        if (FindUnknown() is { } unknown)
        {
            throw new FaultException(StartUpFaults.SettingsWrong, $"{unknown} is not a setting.");
        }

        try
        {
            // Without the option the binder leaves out the items of a list that it cannot read.
            new OwnSettings(configuration.GetSection(section), options.GetType()).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException problem)
        {
            throw new FaultException(StartUpFaults.SettingsWrong, DescribeUnreadable(problem), problem);
        }
    }

    private string? FindUnknown() =>
        _sections.SelectMany(section => FindUnknown(configuration.GetSection(section.Key), [.. section])).FirstOrDefault();

    private IEnumerable<string> FindUnknown(IConfigurationSection section, IReadOnlyList<Type> classes) =>
        section.GetChildren().Where(child => !_sections.Contains(child.Path)).SelectMany(child => OwnSettings.Find(classes, child.Key)?.PropertyType switch
        {
            null => [child.Path],
            { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IList<>) =>
                child.GetChildren().SelectMany(item => FindUnknown(item, list.GetGenericArguments())),
            var type => FindUnknown(child, [type]), // A text or a number has no settings of its own.
        });

    // The binder quotes the value that it cannot read, and an address may contain a password. So the message shows only the setting's name.
    private static string DescribeUnreadable(InvalidOperationException problem) =>
        QuotedSetting().Match(problem.Message + problem.InnerException?.Message) is { Success: true } setting
            ? setting.Groups[1].Value + " cannot be read."
            : problem.Message;

    [GeneratedRegex("'(Ledger:[A-Za-z0-9:]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedSetting();
}
