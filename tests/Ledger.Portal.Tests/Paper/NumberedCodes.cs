using Ledger.Portal.Tests.Running;
using Ledger.Verify.Bundles;
using Ledger.Verify.Packed;

namespace Ledger.Portal.Tests.Paper;

/// <summary>The numbered codes of a valid record of the running service.</summary>
internal static class NumberedCodes
{
    public static async Task<IReadOnlyList<string>> OfAsync(RunningPortal portal)
    {
        Assert.True(RecordBundle.TryRead(await portal.Files.Valid, out var bundle, out _));
        Assert.True(PaperProof.TrySplit(PackedBundle.Pack(bundle), $"{portal.Address.AbsoluteUri}P".ToUpperInvariant(), out var codes, out _));
        return codes;
    }
}
