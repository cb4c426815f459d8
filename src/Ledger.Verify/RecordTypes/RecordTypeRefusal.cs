namespace Ledger.Verify.RecordTypes;

/// <summary>A refusal and the member it is about, such as <c>claims[2].sd</c>.</summary>
public sealed record RecordTypeRefusal(RecordTypeFault Fault, string Place)
{
    public override string ToString() => $"{Fault.Code} {Place}: {Fault.English}";
}
