using Ledger.Log;

namespace Ledger.Hosting;

/// <summary>Opens the stores of departments.</summary>
public interface IDepartmentStores
{
    /// <summary>Opens a department's store, or makes an empty one. The caller disposes it.</summary>
    /// <param name="folder">The department's folder; made when it is missing.</param>
    /// <param name="origin">The origin of the department's log.</param>
    /// <param name="held">What the head lock holds, which the store compares its files with before it changes any; null when it holds nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Faults.StoreDamagedException">A file does not hold what was written; nothing was changed.</exception>
    /// <exception cref="Faults.StoreForeignException">The folder holds the log of another origin.</exception>
    /// <exception cref="Faults.StoreTooNewException">A later version of this software wrote the files.</exception>
    ValueTask<IDepartmentStore> OpenAsync(string folder, string origin, HeldHead? held, CancellationToken cancellationToken);
}
