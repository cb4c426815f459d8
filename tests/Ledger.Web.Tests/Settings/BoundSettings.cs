using Ledger.Web.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Tests.Settings;

/// <summary>Settings that are bound and checked as the service does it at its start.</summary>
internal sealed class BoundSettings : IDisposable
{
    private readonly ServiceProvider _services;

    public BoundSettings(IConfiguration configuration) =>
        _services = new ServiceCollection().AddSingleton(configuration).AddNodeSettings().BuildServiceProvider();

    /// <summary>Returns what the check at the start finds wrong, one sentence for each problem.</summary>
    public static IReadOnlyList<string> Check(params (string Name, string Value)[] settings)
    {
        using var bound = new BoundSettings(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create<string, string?>("Ledger:" + one.Name, one.Value))).Build());
        return bound.Check();
    }

    public IReadOnlyList<string> Check()
    {
        try
        {
            _services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures];
        }
        catch (AggregateException all)
        {
            return [.. all.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures)];
        }
    }

    public T Get<T>()
        where T : class => _services.GetRequiredService<IOptions<T>>().Value;

    public void Dispose() => _services.Dispose();
}
