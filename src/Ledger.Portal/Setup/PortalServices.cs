using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Portal.Residents;
using Ledger.Portal.Shell;
using Ledger.Portal.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Ledger.Portal.Setup;

/// <summary>Registers and maps the pages. The host binds <see cref="Settings.PortalOptions"/>.</summary>
public static class PortalServices
{
    // Marks, embeddings, overrides and isolates (UAX #9 section 2).
    private static readonly char[] Directions = ['\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];

    /// <summary>Registers what the pages need beside the use cases.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        // The folders of this project are tasks of people, so there is no folder "Pages".
        services.AddRazorPages(options =>
        {
            options.RootDirectory = "/";
            options.Conventions.Add(new PageMethods());
        }).AddMvcOptions(options =>
        {
            options.Filters.Add<PagePolicy>();
            options.Filters.Add<ExpiredForms>();
        });
        services.AddHttpContextAccessor();
        services.TryAddScoped<PageLanguage>();
        services.TryAddScoped<TypeNames>();
        services.TryAddScoped<ReadWords>();
        services.TryAddSingleton<PersonLimits>();

        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = Encode());
        return services;
    }

    /// <summary>Maps the pages and their files.</summary>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes.MapRazorPages();
        return routes;
    }

    // By default every Chinese character is written as a reference of eight bytes. Control characters and those that change the direction are still escaped.
    private static TextEncoderSettings Encode()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters(Directions);
        return settings;
    }
}
