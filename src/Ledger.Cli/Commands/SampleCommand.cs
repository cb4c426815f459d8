using System.CommandLine;
using System.Globalization;
using Ledger.Cli.Output;
using Ledger.Cli.Sampling;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger sample</c>: a made-up city, for trying things out.</summary>
internal static class SampleCommand
{
    public static Command Create(Terminal terminal)
    {
        var residents = new Option<int>("--residents") { Description = "How many people. 居民人数。", DefaultValueFactory = _ => 200 };
        var seed = new Option<ulong>("--seed") { Description = "Which city; the same seed gives the same city. 随机种子。", DefaultValueFactory = _ => 1UL };
        var asOf = new Option<string?>("--as-of") { Description = "The day it is shown at, such as 2026-09-30. 日期。" };
        var file = new Option<string?>("--out") { Description = "File to write; standard output without it. 输出文件。" };
        var command = new Command("sample", "Make up residents and their records, one JSON line each. Nobody in it exists. 生成虚构城市的记录。") { residents, seed, asOf, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var day = SampleCity.DefaultDate;
            if (parsed.GetValue(asOf) is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            {
                throw new CliException(CliFaults.OptionWrong, "--as-of");
            }

            if (parsed.GetValue(residents) < 0 || day < SampleCity.EarliestDate)
            {
                throw new CliException(CliFaults.OptionWrong, parsed.GetValue(residents) < 0 ? "--residents" : "--as-of");
            }

            await using var output = Open(terminal, parsed.GetValue(file));
            await using var buffered = new BufferedStream(output, 256 * 1024);
            var lines = SampleCityWriter.Write(buffered, parsed.GetValue(residents), parsed.GetValue(seed), day, progress: null);
            if (parsed.GetValue(file) is { } path)
            {
                terminal.Error.WriteLine($"{lines} records 条记录 → {path}");
            }

            return ExitCode.Yes;
        });
        return command;
    }

    private static Stream Open(Terminal terminal, string? path)
    {
        try
        {
            return path is null ? terminal.OpenOutput() : File.Create(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnreadable, path ?? "-", problem);
        }
    }
}
