using Ledger.Offline;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Offline;

public sealed class DataProblemsTests
{
    [Theory]
    [InlineData("LDG8001", "LDG8507")] // locked
    [InlineData("LDG8006", "LDG8555")] // damaged
    [InlineData("LDG8007", "LDG8622")] // a key
    [InlineData("LDG8009", "LDG8557")] // another log
    [InlineData("LDG8010", "LDG8556")] // a newer version
    [InlineData("LDG8011", "LDG8558")] // behind
    [InlineData("LDG8012", "LDG8559")] // two histories
    public void Explain_FaultOfAStore_HasTheCodeOfCommandsAndTheDetail(string code, string expected)
    {
        var problem = new FaultException(FaultTable.Find(code)!, "departments/parks"); // The rows name codes of the table.

        var explained = DataProblems.Explain(problem);

        Assert.Equal((expected, "departments/parks", problem), (explained?.Fault.Code, explained?.Detail, explained?.InnerException));
    }

    [Fact]
    public void Explain_FaultsOfStores_LeavesNoneOut() =>
        Assert.All(StoreFaults.All, fault => Assert.NotNull(DataProblems.Explain(new FaultException(fault, ""))));

    [Fact]
    public void Explain_AnotherFault_IsNull() => Assert.Null(DataProblems.Explain(new FaultException(RunFaults.OptionWrong, "")));
}
