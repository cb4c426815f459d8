using Ledger.Portal.Tests.Running;

namespace Ledger.Portal.Tests.Pages;

/// <summary>Every page on a computer.</summary>
public sealed class DesktopLookTests(RunningPortal portal) : LookTests(portal)
{
    public static TheoryData<string, string> Looks => In(1280);

    [Theory, MemberData(nameof(Looks))]
    public Task Page_InAnyLook_HasNoDefect(string name, string look) => AssertNoDefectAsync(name, look);
}
