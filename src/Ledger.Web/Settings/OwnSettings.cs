using System.Reflection;
using Microsoft.Extensions.Primitives;

namespace Ledger.Web.Settings;

/// <summary>The settings of one options class, in a section that it shares with other classes.</summary>
internal sealed class OwnSettings(IConfigurationSection section, Type options) : IConfiguration
{
    public string? this[string key]
    {
        get => section[key];
        set => section[key] = value;
    }

    /// <summary>Finds a setting in options classes. Null if none of them has it.</summary>
    public static PropertyInfo? Find(IEnumerable<Type> classes, string name) => classes.SelectMany(options => options.GetProperties())
        .FirstOrDefault(property => property.CanWrite && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<IConfigurationSection> GetChildren() => section.GetChildren().Where(child => Find([options], child.Key) is not null);

    public IConfigurationSection GetSection(string key) => section.GetSection(key);

    public IChangeToken GetReloadToken() => section.GetReloadToken();
}
