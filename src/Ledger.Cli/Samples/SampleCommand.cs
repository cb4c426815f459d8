using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Inputs;
using Ledger.Samples;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Samples;

/// <summary><c>ledger sample</c>: writes the records of a made-up city, for trials.</summary>
internal static class SampleCommand
{
    public static Command Create(Terminal terminal)
    {
        var residents = new Option<int>("--residents") { Description = "How many people. 居民人数。", DefaultValueFactory = _ => 200 };
        var seed = new Option<ulong>("--seed") { Description = "Which city; the same seed gives the same city. 随机种子。", DefaultValueFactory = _ => 1UL };
        var asOf = new Option<string?>("--as-of") { Description = "The date of the sample, such as 2026-09-30. 日期。" };
        var file = new Option<string?>("--out") { Description = "File to write. Default: standard output. 输出文件。" };
        var json = new Option<bool>("--json") { Description = "With --out: print the summary as JSON. 以 JSON 输出摘要。" };
        var command = new Command("sample", "Invent residents and their records, one JSON line for each record. No person in it exists. 生成虚构城市的记录。") { residents, seed, asOf, file, json };
        command.SetAction(async (parsed, _) =>
        {
            var city = new CityRequest(ReadPeople(parsed.GetValue(residents)), parsed.GetValue(seed), ReadDay(parsed.GetValue(asOf)));
            if (parsed.GetValue(file) is not { } path)
            {
                await city.WriteAsync(terminal.OpenOutput(), progress: null);
                return ExitCode.Yes;
            }

            var lines = await ProgressBar.RunAsync(
                terminal, path, city.Residents, progress => city.WriteAsync(InputFiles.Create(path), progress));
            terminal.Out.WriteLine(parsed.GetValue(json)
                ? new JsonObject { ["records"] = lines, ["file"] = path }.ToJsonString(JsonText.Options)
                : string.Create(CultureInfo.InvariantCulture, $"{lines} records 条记录 → {path}"));
            return ExitCode.Yes;
        });
        return command;
    }

    private static int ReadPeople(int count) => count >= 0 ? count : throw OptionProblems.WrongForm("--residents", null, OptionForms.AtLeast(0));

    private static DateOnly ReadDay(string? text)
    {
        if (text is null)
        {
            return SampleCity.DefaultDate;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= SampleCity.EarliestDate && day <= SampleCity.LatestDate
            ? day
            : throw OptionProblems.WrongForm("--as-of", text, new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $" {SampleCity.EarliestDate:yyyy-MM-dd} 至 {SampleCity.LatestDate:yyyy-MM-dd} 的日期，如 2026-09-30"),
                string.Create(CultureInfo.InvariantCulture, $"a day from {SampleCity.EarliestDate:yyyy-MM-dd} to {SampleCity.LatestDate:yyyy-MM-dd}, such as 2026-09-30")));
    }

    private sealed record CityRequest(int Residents, ulong Seed, DateOnly AsOf)
    {
        public async Task<long> WriteAsync(Stream output, Action<double>? progress)
        {
            await using var buffered = new BufferedStream(output, 256 * 1024); // Disposes the output too.
            return SampleCityWriter.Write(buffered, Residents, Seed, AsOf, progress);
        }
    }
}
