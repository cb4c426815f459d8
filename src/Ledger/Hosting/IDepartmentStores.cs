using Ledger.Departments;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Hosting;

/// <summary>Opens the stores of departments.</summary>
public interface IDepartmentStores
{
    /// <summary>Opens a department's store or creates an empty one. The caller disposes it.</summary>
    /// <param name="department">The department. The implementation knows where its data is.</param>
    /// <param name="held">The head in the head lock. The store compares its files with it before it changes them. Null if there is none.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: its data is damaged. Nothing was changed.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.Foreign"/>: the data found for the department belongs to a log of another origin.</exception>
    /// <exception cref="FaultException"><see cref="StoreFaults.TooNew"/>: a later version wrote the data.</exception>
    ValueTask<IDepartmentStore> OpenAsync(DepartmentProfile department, HeldHead? held, CancellationToken cancellationToken);
}
