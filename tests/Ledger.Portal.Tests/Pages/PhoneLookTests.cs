using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>Every page on a small telephone.</summary>
public sealed class PhoneLookTests(RunningPortal portal) : LookTests(portal)
{
    public static TheoryData<string, string> Looks => In(320);

    [Theory, MemberData(nameof(Looks))]
    public Task Page_InAnyLook_HasNoDefect(string name, string look) => AssertNoDefectAsync(name, look);
}
