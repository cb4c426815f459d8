return await Ledger.Web.Startup.NodeProgram.RunAsync(args);
