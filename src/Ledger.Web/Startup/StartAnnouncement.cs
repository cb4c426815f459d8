using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Web.SignIn;
using Ledger.Web.Terminal;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Startup;

/// <summary>Prints what kind of node starts, and checks settings and addresses, before anything starts.</summary>
internal static class StartAnnouncement
{
    /// <summary>Checks the settings. Prints what kind of node starts and which settings files are not read. Then chooses the addresses to listen on and checks that they are free.</summary>
    /// <exception cref="FaultException">
    /// A setting is wrong, or an address is in use. Or a demonstration would start although the working directory contains settings of a node, which are not read.
    /// </exception>
    public static void AnnounceStart(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        SignInCheck.EnsureAllowed(app.Services);
        var output = app.Services.GetRequiredService<IStartUpOutput>();
        var isEmbedded = app.Services.GetRequiredService<IOptions<ChainOptions>>().Value.IsEmbedded;
        var read = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        foreach (var (path, isOfNode) in UnreadSettings.Find(Directory.GetCurrentDirectory(), AppContext.BaseDirectory))
        {
            if (isOfNode && isEmbedded)
            {
                throw new FaultException(StartUpFaults.SettingsNotRead, $"{path}; {read}");
            }

            output.WriteStep($"未读取 {path}；读取的是 {read} 与环境变量。", $"{path} is not read; {read} and the environment are.");
        }

        if (isEmbedded)
        {
            output.WriteStep(
                "未配置链（Ledger:Chain:Endpoints）：启动演示，使用自带的开发链与四个虚构部门，不可用于真实记录。",
                "No chain is configured (Ledger:Chain:Endpoints): this is a DEMONSTRATION with a development chain of its own and four made-up departments. Not for real records.");
        }

        var addresses = app.Services.GetRequiredService<ListenAddresses>();
        addresses.EnsureFree();
        foreach (var url in addresses.AreEndpoints ? [] : addresses.Urls) // The server reads Kestrel:Endpoints itself.
        {
            app.Urls.Add(url);
        }
    }
}
