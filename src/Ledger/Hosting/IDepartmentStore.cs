using Ledger.Anchoring;
using Ledger.Log;

namespace Ledger.Hosting;

/// <summary>
/// All that one department keeps besides its keys and its public files: its entries, what it remembers of the chain, and where its document
/// numbers are. Safe for use from any thread.
/// </summary>
public interface IDepartmentStore : ILogStore, IAnchorStore, IDocumentIndex;
