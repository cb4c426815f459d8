using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Cli.Output;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Options;

/// <summary>
/// Names a person to a node. The number is read from standard input or a file and is no argument, because other users of the machine and the history
/// of the shell see arguments.
/// </summary>
internal sealed class SubjectOptions(Terminal terminal)
{
    private const int MaxNumber = 1024;

    private readonly Option<string> _idType = new("--id-type")
    {
        Description = "The type of the identity document. 证件类型。",
        DefaultValueFactory = _ => "resident-identity-card",
    };

    private readonly Option<string> _idNumber = new("--id-number-file")
    {
        Description = "File with the number of the identity document in its first line; - for standard input. 证件号码所在的文件，- 为标准输入。",
        DefaultValueFactory = _ => "-",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_idType);
        command.Options.Add(_idNumber);
    }

    /// <summary>Reads the person, as the node expects it.</summary>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public async Task<JsonObject> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = await terminal.Inputs.TextAsync(parsed.GetValue(_idNumber)!, MaxNumber, cancellationToken); // Has a default.
        var lines = Encoding.UTF8.GetString(text.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines is not [var number])
        {
            throw new FaultException(RunFaults.FileMalformed, "one number in one line 只能有一行，一个号码");
        }

        return new JsonObject { ["idType"] = parsed.GetValue(_idType), ["idNumber"] = number };
    }
}
