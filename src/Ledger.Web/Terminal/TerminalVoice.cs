using Ledger.Verify.Faults;

namespace Ledger.Web.Terminal;

/// <summary>Prints to standard output.</summary>
internal sealed class TerminalVoice : IStartUpVoice
{
    /// <summary>Prints that the node is starting.</summary>
    /// <exception cref="FaultException">Standard output is closed, or its disk is full.</exception>
    public static void SayStarting()
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

    public void Say(string zh, string en) => Print($"  {en}  {zh}");

    public void Print(string line) => Console.Out.WriteLine(line);
}
