namespace Ledger.Web.Startup;

/// <summary>What a person sees when the node is ready: where to look, and one line to try.</summary>
internal static class Welcome
{
    public static void Say(Node node, Uri address)
    {
        var root = address.GetLeftPart(UriPartial.Authority);
        var departments = node.Departments.All.ToList();
        Console.Out.WriteLine();
        Console.Out.WriteLine("Ledger is ready.  已就绪。");
        Console.Out.WriteLine($"  API docs   接口说明   {root}/docs");
        Console.Out.WriteLine($"  Health     运行状况   {root}/health/ready");
        Console.Out.WriteLine($"  Data       数据目录   {node.Data.Root}");
        foreach (var department in departments)
        {
            Console.Out.WriteLine($"  {department.Profile.Id,-14} {department.Log.Publisher.Published.Head.Size,6} entries 条   {root}/{department.Profile.Id}/log/checkpoint");
        }

        foreach (var down in node.Departments.Down)
        {
            var fault = down.Fault;
            Console.Out.WriteLine($"  {down.Profile.Id,-14} down 未开放   {fault.Code}: {fault.Title.En} {down.Detail} {fault.Action.En} {fault.Title.Zh}{fault.Action.Zh}");
        }

        if (File.Exists(node.Data.Example))
        {
            SayExample(node);
        }

        Console.Out.WriteLine("  Ctrl-C stops it.  按 Ctrl-C 停止。");
        Console.Out.WriteLine();
    }

    private static void SayExample(Node node)
    {
        Console.Out.WriteLine($"  Tokens     令牌       {node.Data.DemoTokens}");
        Console.Out.WriteLine("  Verify a record against the chain alone  仅凭链核验一条记录：");
        Console.Out.WriteLine(
            $"    dotnet run --project src/Ledger.Cli -- verify {node.Data.Example} --rpc {node.Rpc} --registry {node.Chain.Registry}");
    }
}
