using System.Text;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Output;

/// <summary>What a command reads from and writes to. One for the process; tests bring their own.</summary>
public sealed class Terminal(TextWriter output, TextWriter error, Func<Stream> openInput, Func<Stream> openOutput, bool isInteractive)
{
    private static bool CanDraw => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Results.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Problems and progress.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>True when a person looks at <see cref="Error"/>; only then are progress bars drawn.</summary>
    public bool IsInteractive { get; } = isInteractive;

    /// <summary>The process's own.</summary>
    public static Terminal Process()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(Console.Out, Console.Error, Console.OpenStandardInput, Console.OpenStandardOutput, CanDraw);
    }

    /// <summary>Writes to <see cref="Error"/>, in both languages, why something could not be done.</summary>
    public void Tell(FaultException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Say($"{problem.Fault.Code}: {problem.Fault.Title.En} {OneLine.FromText(problem.Detail)}");
        Say($"  {problem.Fault.Action.En}");
        Say($"  {problem.Fault.Title.Zh}{problem.Fault.Action.Zh}");
    }

    /// <summary>Writes a line to <see cref="Error"/>. Where that is closed, nobody reads it and the exit code says enough.</summary>
    public void Say(string line)
    {
        try
        {
            Error.WriteLine(line);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Reads the files that a command names; <c>-</c> is standard input.</summary>
    public InputFiles Inputs { get; } = new(openInput);

    /// <summary>Standard input as bytes.</summary>
    public Stream OpenInput() => openInput();

    /// <summary>Standard output as bytes.</summary>
    public Stream OpenOutput() => openOutput();
}
