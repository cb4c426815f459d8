using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Cli.Options;
using Ledger.Cli.Output;
using Ledger.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Cli.Proofs;

/// <summary>
/// <c>ledger proof vectors</c>: the proofs of a folder, each with what a verifier must say of it; so that this one, the contracts and any
/// other implementation can be held to the same files. Their form: <c>tests/vectors/README.md</c>.
/// </summary>
internal static class ProofVectorsCommand
{
    private const int MaxVector = 1024 * 1024;

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Folder with the vectors. 向量文件夹。" };
        var json = RepeatedOptions.Json();
        var command = new Command("vectors", "Check this program against proofs that others check too. 用公共向量检验本程序。") { folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = FilesIn(parsed.GetValue(folder)!); // Required.
            var others = new List<Vector>();
            foreach (var file in files)
            {
                var vector = Read(file, await terminal.Inputs.UnmarkedAsync(file, MaxVector, cancellationToken));
                if (vector.IsAccepted != vector.IsToBeAccepted)
                {
                    others.Add(vector);
                }
            }

            Tell(terminal, files.Length, others, parsed.GetValue(json));
            return others.Count == 0 ? ExitCode.Yes : ExitCode.No;
        });
        return command;
    }

    private static string[] FilesIn(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*.json") is { Length: > 0 } files
                ? [.. files.Order(StringComparer.Ordinal)]
                : throw new CouldNotRunException(RunFaults.FileUnreadable, $"{folder}: no *.json");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(RunFaults.FileUnreadable, folder, problem);
        }
    }

    private static Vector Read(string file, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var vector = json.RootElement;
            return new Vector(Path.GetFileName(file), IsAccepted(vector), vector.GetProperty("expect").GetString() switch
            {
                "accepted" => true,
                "refused" => false,
                _ => throw new FormatException("expect"),
            });
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CouldNotRunException(RunFaults.FileMalformed, file, problem);
        }
    }

    private static bool IsAccepted(JsonElement vector)
    {
        Digest[] proof = [.. vector.GetProperty("proof").EnumerateArray().Select(Hash)];
        return vector.GetProperty("kind").GetString() switch
        {
            "inclusion" => InclusionProof.Verify(
                vector.GetProperty("leafIndex").GetInt64(), vector.GetProperty("treeSize").GetInt64(),
                Hash(vector.GetProperty("leaf")), proof, Hash(vector.GetProperty("root"))),
            "consistency" => ConsistencyProof.Verify(
                vector.GetProperty("oldSize").GetInt64(), Hash(vector.GetProperty("oldRoot")),
                vector.GetProperty("newSize").GetInt64(), Hash(vector.GetProperty("newRoot")), proof),
            _ => throw new FormatException("kind"),
        };
    }

    private static Digest Hash(JsonElement text) => Digest.TryParseHex(text.GetString(), out var hash) ? hash : throw new FormatException("hash");

    private static void Tell(Terminal terminal, int count, List<Vector> others, bool json)
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

    private sealed record Vector(string File, bool IsAccepted, bool IsToBeAccepted);
}
