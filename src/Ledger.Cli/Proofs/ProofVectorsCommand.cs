using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Auditing;
using Ledger.Cli.Options;
using Ledger.Cli.Output;

namespace Ledger.Cli.Proofs;

/// <summary><c>ledger proof vectors</c>: checks every test vector in a folder.</summary>
internal static class ProofVectorsCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with the vectors. 向量文件夹。" };
        var json = RepeatedOptions.Json();
        var command = new Command("vectors", "Check this program with test vectors for proofs. 用公共向量检验本程序。") { folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var vectors = await new ProofVectors(terminal.Inputs).CheckAsync(parsed.GetValue(folder)!, cancellationToken); // Required.
            var others = vectors.Where(vector => vector.IsAccepted != vector.IsToBeAccepted).ToList();
            Report(terminal, vectors.Count, others, parsed.GetValue(json));
            return others.Count == 0 ? ExitCode.Yes : ExitCode.No;
        });
        return command;
    }

    private static void Report(Terminal terminal, int count, List<ProofVector> others, bool json)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["files"] = count,
                ["otherwise"] = new JsonArray([.. others.Select(vector => (JsonNode)vector.File)]),
            }.ToJsonString(JsonText.Options));
            return;
        }

        foreach (var vector in others)
        {
            terminal.Out.WriteLine($"✗ {vector.File} {(vector.IsAccepted ? "accepted, not refused 误收" : "refused, not accepted 误拒")}");
        }

        var agreeing = string.Create(CultureInfo.InvariantCulture, $"{count - others.Count} of {count} vectors as expected. 符合预期的向量");
        terminal.Out.WriteLine($"{(others.Count == 0 ? '✓' : '✗')} {agreeing}");
    }
}
