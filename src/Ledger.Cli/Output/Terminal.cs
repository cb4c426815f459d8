using System.Text;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Cli.Output;

/// <summary>The input and output of a command. The process has one. Tests create their own.</summary>
public sealed class Terminal(TextWriter output, TextWriter error, Func<Stream> openInput, Func<Stream> openOutput, bool isInteractive)
{
    private static bool CanDraw => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>Receives results.</summary>
    public TextWriter Out { get; } = output;

    /// <summary>Receives problems and progress.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether <see cref="Error"/> is shown to a person. Progress bars are drawn only then.</summary>
    public bool IsInteractive { get; } = isInteractive;

    /// <summary>Creates the terminal of the process.</summary>
    public static Terminal Process()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(Console.Out, Console.Error, Console.OpenStandardInput, Console.OpenStandardOutput, CanDraw);
    }

    /// <summary>Writes a problem to <see cref="Error"/>, in both languages.</summary>
    public void WriteProblem(FaultException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        WriteError($"{problem.Fault.Code}: {problem.Fault.Title.En} {OneLine.FromText(problem.Detail)}");
        WriteError($"  {problem.Fault.Action.En}");
        WriteError($"  {problem.Fault.Title.Zh}{problem.Fault.Action.Zh}");
    }

    /// <summary>
    /// Writes a line to <see cref="Error"/>. Does nothing if <see cref="Error"/> is closed, because the exit code also reports the failure.
    /// </summary>
    public void WriteError(string line)
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

    /// <summary>Reads the files that the command line names. <c>-</c> is standard input.</summary>
    public InputFiles Inputs { get; } = new(openInput);

    /// <summary>Opens standard input as bytes.</summary>
    public Stream OpenInput() => openInput();

    /// <summary>Opens standard output as bytes.</summary>
    public Stream OpenOutput() => openOutput();
}
