using System.Text.Json;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Council;

/// <summary>
/// Reads several actions for one proposal from a file. The file is a JSON list of objects. Each object has <c>action</c> and the parameters of that
/// action, named as the options. An unknown action, and an unknown or missing parameter, are refused. Stateless.
/// </summary>
public static class ActionsFile
{
    private const int MaxLength = 1024 * 1024;

    public static async Task<IReadOnlyList<CouncilCall>> ReadAsync(InputFiles files, string path, CancellationToken cancellationToken)
    {
        var bytes = await files.UnmarkedAsync(path, MaxLength, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(bytes, JsonFiles.Strict);
            var calls = new List<CouncilCall>();
            foreach (var item in document.RootElement.EnumerateArray())
            {
                var (action, values) = Read(files, path, item);
                calls.AddRange(await action.BuildAsync(values, cancellationToken));
            }

            return calls;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw InputFiles.NotJson(path, problem);
        }
    }

    private static (CouncilAction Action, ActionValues Values) Read(InputFiles files, string path, JsonElement item)
    {
        var values = item.EnumerateObject().ToDictionary(
            member => member.Name,
            member => (IReadOnlyList<string>)(member.Value.ValueKind is JsonValueKind.Array
                ? [.. member.Value.EnumerateArray().Select(one => one.GetString()!)] // A null among them is refused below.
                : [member.Value.ValueKind is JsonValueKind.Number ? member.Value.GetRawText() : member.Value.GetString()!]));
        var name = values.Remove("action", out var named) && named is [{ } only] ? only : "";
        var action = CouncilActions.All.FirstOrDefault(known => known.Name == name)
            ?? throw new FaultException(RunFaults.FileMalformed, $"{path}: action \"{name}\"");
        var wrong = values.Keys.FirstOrDefault(key => action.Parts.All(part => part.Name != key || (!part.IsList && values[key].Count != 1)))
            ?? values.FirstOrDefault(value => value.Value.Any(one => one is null)).Key
            ?? action.Parts.FirstOrDefault(part => part.IsRequired && !values.ContainsKey(part.Name))?.Name;
        return wrong is null
            ? (action, new ActionValues(files, values))
            : throw new FaultException(RunFaults.FileMalformed, $"{path}: {name}: {wrong}");
    }
}
