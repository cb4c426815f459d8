using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>Opens the stores of departments.</summary>
public interface IDepartmentStores
{
    /// <summary>Opens a department's store or creates an empty one. The caller disposes it.</summary>
    /// <param name="folder">The department's folder. Created if it is missing.</param>
    /// <param name="origin">The origin of the department's log.</param>
    /// <param name="held">The head in the head lock. The store compares its files with it before it changes them. Null if there is none.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a file is damaged. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the folder holds the log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the files.</exception>
    ValueTask<IDepartmentStore> OpenAsync(string folder, string origin, HeldHead? held, CancellationToken cancellationToken);
}
