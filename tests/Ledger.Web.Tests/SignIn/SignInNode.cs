using Ledger.Access;
using Ledger.Portal.Shell;
using Ledger.Web.SignIn;
using Ledger.Web.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ledger.Web.Tests.SignIn;

/// <summary>
/// The web server of a node with its data directory, but without chain and departments: signing in needs neither. Beside the pages of the program it has
/// two pages that cannot be undone.
/// </summary>
internal sealed class SignInNode : IAsyncDisposable
{
    /// <summary>A page for anybody who confirmed who they are.</summary>
    public const string Confirmed = "/test-pages/confirmed";

    /// <summary>A page for an operator who confirmed who they are.</summary>
    public const string ConfirmedOperator = "/test-pages/confirmed-operator";

    private const string WebServer = "GenericWebHostService";

    private readonly NodeFactory _factory;

    private SignInNode(NodeFactory factory, Uri address, MovedClock clock) => (_factory, Address, Clock) = (factory, address, clock);

    public Uri Address { get; }

    public MovedClock Clock { get; }

    public string Log => _factory.Output.Text;

    /// <summary>Starts the node.</summary>
    /// <param name="folder">The folder for its data.</param>
    /// <param name="settings">More settings, such as <c>Ledger:SignIn:Authority</c>.</param>
    public static Task<SignInNode> StartAsync(TemporaryFolder folder, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(folder, NodeProcess.FreeAddress(), settings);

    /// <summary>Starts the node on an address.</summary>
    public static async Task<SignInNode> StartAsync(TemporaryFolder folder, Uri address, IEnumerable<(string Name, string Value)> settings)
    {
        var clock = new MovedClock();
        var factory = new NodeFactory(
            [("urls", address.GetLeftPart(UriPartial.Authority)), ("Ledger:DataDirectory", Path.Combine(folder.Path, "data")), .. settings],
            services =>
            {
                foreach (var hosted in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name != WebServer).ToList())
                {
                    services.Remove(hosted);
                }

                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services.AddSingleton<IStartupFilter, MorePages>();
            });
        await factory.StartAsync();
        return new SignInNode(factory, address, clock);
    }

    /// <summary>A new browser without cookies.</summary>
    /// <param name="host">The name of this machine in the addresses.</param>
    public Browser Open(string host = "127.0.0.1") => new(new UriBuilder(Address) { Host = host }.Uri);

    public async ValueTask DisposeAsync() => await _factory.StopAsync();

    private sealed class MorePages : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseWhen(context => context.Request.Path.StartsWithSegments("/test-pages", StringComparison.Ordinal), branch =>
            {
                branch.UseRouting();
                PersonAuthentication.Use(branch);
                branch.UseAuthorization();
                branch.UseEndpoints(routes =>
                {
                    Add(routes, Confirmed, PersonPolicies.Confirmed);
                    Add(routes, ConfirmedOperator, PersonPolicies.Operator, PersonPolicies.Confirmed);
                });
            });
            next(app);
        };

        private static void Add(IEndpointRouteBuilder routes, string path, params string[] policies) =>
            routes.MapMethods(path, ["GET", "POST"], () => "done").RequireAuthorization(policies).WithMetadata(new ForPeople());
    }
}
