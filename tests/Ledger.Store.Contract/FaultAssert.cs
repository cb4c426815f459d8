using Ledger.Verify.Faults;

namespace Ledger.Store.Contract;

/// <summary>Asserts that work stops with one fault.</summary>
public static class FaultAssert
{
    /// <summary>Asserts that work stops with the fault.</summary>
    /// <returns>The exception, for its detail and its place.</returns>
    public static FaultException Throws(Fault expected, Action work) => Checked(expected, Assert.Throws<FaultException>(work));

    /// <inheritdoc cref="Throws(Fault, Action)"/>
    public static FaultException Throws(Fault expected, Func<object?> work) => Checked(expected, Assert.Throws<FaultException>(work));

    /// <inheritdoc cref="Throws(Fault, Action)"/>
    public static async Task<FaultException> ThrowsAsync(Fault expected, Func<Task> work) =>
        Checked(expected, await Assert.ThrowsAsync<FaultException>(work));

    private static FaultException Checked(Fault expected, FaultException thrown)
    {
        Assert.Equal(expected, thrown.Fault);
        return thrown;
    }
}
