using Ledger.Verify.Faults;

namespace Ledger.Web.Terminal;

/// <summary>Writes to standard output.</summary>
internal sealed class TerminalOutput : IStartUpOutput
{
    /// <summary>Prints that the node is starting.</summary>
    /// <exception cref="FaultException">Standard output is closed, or its disk is full.</exception>
    public static void WriteStarting()
    {
        try
        {
            Console.Out.WriteLine("Ledger: the node is starting.  节点正在启动。");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(StartUpFaults.OutputClosed, (problem.InnerException as IOException ?? problem).Message, problem);
        }
    }

    public void WriteStep(string zh, string en) => WriteLine($"  {en}  {zh}");

    public void WriteLine(string line) => Console.Out.WriteLine(line);
}
