using Ledger.Verify.Faults;
using Ledger.Workers;

namespace Ledger.Tests.Workers;

/// <summary>Tests that the outcome of a worker's round follows from the kind of its fault.</summary>
public sealed class WorkerProblemTests
{
    [Theory]
    [InlineData(FaultKind.Transient, WorkerOutcome.Transient)]
    [InlineData(FaultKind.Fatal, WorkerOutcome.Fatal)]
    [InlineData(FaultKind.Refused, WorkerOutcome.Refused)]
    [InlineData(FaultKind.Unreadable, WorkerOutcome.Refused)]
    [InlineData(FaultKind.NotSupported, WorkerOutcome.Refused)]
    [InlineData(FaultKind.NotChecked, WorkerOutcome.Refused)]
    public void Outcome_Kind_DecidesIt(FaultKind kind, WorkerOutcome expected) =>
        Assert.Equal(expected, new WorkerProblem(AnchoringFaults.CallRefused with { Kind = kind }).Outcome);

    [Theory]
    [InlineData(WorkerOutcome.Transient, "LDG3359", "LDG3371", "LDG3372", "LDG3374", "LDG4001", "LDG4013", "LDG4501")]
    [InlineData(WorkerOutcome.Refused, "LDG3370", "LDG4002", "LDG4006", "LDG4007", "LDG4010", "LDG4011", "LDG4014", "LDG4015", "LDG4502", "LDG4503", "LDG4504")]
    [InlineData(WorkerOutcome.Fatal, "LDG4016", "LDG4505", "LDG8006", "LDG8007", "LDG9050", "LDG9051", "LDG9052")]
    public void Outcome_FaultsOfWorkers_AreToldApart(WorkerOutcome expected, params string[] codes) =>
        Assert.All(codes, code => Assert.Equal(expected, new WorkerProblem(FaultTable.Find(code)!).Outcome));
}
