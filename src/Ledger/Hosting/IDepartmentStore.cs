using Ledger.Anchoring;
using Ledger.Log;

namespace Ledger.Hosting;

/// <summary>
/// All data of one department except its keys and its public files: its entries, its anchoring data, and the index of its document numbers. Safe for
/// use from any thread.
/// </summary>
public interface IDepartmentStore : ILogStore, IAnchorStore, IDocumentIndex;
