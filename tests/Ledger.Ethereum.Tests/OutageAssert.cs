using Ledger.Anchoring;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Tests;

/// <summary>Asserts that work stops with an outage of the chain.</summary>
internal static class OutageAssert
{
    /// <summary>Asserts that work stops with any outage of the chain.</summary>
    /// <returns>The exception, for its fault and its detail.</returns>
    public static async Task<FaultException> ThrowsAsync(Func<Task> work)
    {
        var thrown = await Assert.ThrowsAnyAsync<FaultException>(work);
        Assert.True(ChainOutages.Includes(thrown), thrown.Fault.Code);
        return thrown;
    }
}
