using System.Text.Json.Nodes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests <c>Ledger:Chain:Addresses</c>: the address book that all nodes of a chain share, instead of the address of the registry.</summary>
public sealed class AddressesTests(RunningNode shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Check_RegistryAndAddresses_IsRefused() => Assert.Equal(
        ["Ledger:Chain:Registry and Ledger:Chain:Addresses are both given: which registry counts must be beyond doubt."],
        BoundSettings.Check(
            ("Chain:Endpoints:0", "http://127.0.0.1:1"), ("Chain:Registry", "0x"), ("Chain:Addresses", "addresses.json"),
            ("Departments:0:Id", "parks"), ("Departments:0:NameZh", "市园林局"), ("Departments:0:NameEn", "Parks Office")));

    [Fact]
    public async Task Start_WithTheBookOfTheChain_Starts()
    {
        using var folder = new TemporaryFolder();

        await using var node = await LedgerNode.StartAsync(Path.Combine(folder.Path, "data"), null, Settings(await BookAsync(folder, _ => { }), shared.Rpc));

        Assert.Contains("parks", await node.Http.GetStringAsync("/v1/departments", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithTheBookWhileTheChainIsDown_Starts()
    {
        using var folder = new TemporaryFolder();

        await using var node = await NodeProcess.StartAsync(
            Path.Combine(folder.Path, "data"), null, Settings(await BookAsync(folder, _ => { }), NodeProcess.FreeAddress().ToString()));

        Assert.Equal(0, await node.StopAsync());
    }

    [Theory]
    [InlineData("genesis", "LDG8008")]
    [InlineData("chainId", "LDG8008")]
    [InlineData("registry", "LDG8008")]
    [InlineData("anchor", "LDG8008")]
    [InlineData("v", "LDG8020")]
    [InlineData("nothing", "LDG8020")]
    [InlineData("earlier", "LDG8020")]
    public async Task Start_WithTheBookOfAnotherChain_IsRefused(string what, string code)
    {
        using var folder = new TemporaryFolder();
        var path = await BookAsync(folder, book =>
        {
            switch (what)
            {
                case "genesis":
                    book["genesis"] = "0x" + new string('1', 64);
                    break;
                case "chainId":
                    book["chainId"] = 7;
                    break;
                case "registry":
                    book["registry"] = "0x" + new string('e', 40);
                    break;
                case "anchor":
                    book["anchor"] = book["status"]!.GetValue<string>(); // A real contract of this chain, but the wrong one.
                    break;
                case "v":
                    book["v"] = 3;
                    break;
                case "earlier":
                    foreach (var member in (string[])["v", "genesis", "block"])
                    {
                        book.Remove(member);
                    }

                    break;
            }
        });
        if (what == "nothing")
        {
            File.Delete(path);
        }

        var (exitCode, output) = await NodeProcess.RunToEndAsync(Path.Combine(folder.Path, "data"), null, Settings(path, shared.Rpc));

        Assert.True(exitCode == 2 && output.Contains(code + ":", StringComparison.Ordinal), $"{exitCode} {output}");
    }

    private static (string, string)[] Settings(string book, string rpc) =>
    [
        ("Ledger__Chain__Endpoints__0", rpc), ("Ledger__Chain__Addresses", book), ("Ledger__Chain__Finality", "instant"),
        ("Ledger__Departments__0__Id", "parks"), ("Ledger__Departments__0__NameZh", "市园林局"), ("Ledger__Departments__0__NameEn", "Parks Office"),
    ];

    private async Task<string> BookAsync(TemporaryFolder folder, Action<JsonObject> change)
    {
        var book = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(shared.DataDirectory, "chain", "addresses.json"), Cancel))!.AsObject();
        change(book);
        return folder.File("addresses.json", book.ToJsonString());
    }
}
