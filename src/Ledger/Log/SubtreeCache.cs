using System.Collections.Concurrent;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Caches the hashes of complete subtrees of one log, about 80 bytes each. It has two generations. When the young one is full, it becomes the old one
/// and the previous old one is dropped. A hash that is found moves to the young one, so hashes in use stay. Safe for use from any thread.
/// </summary>
internal sealed class SubtreeCache
{
    /// <summary>The most hashes in each generation. Threads that add at the same moment may each exceed it by one.</summary>
    public const int GenerationLength = 32_768;

    private readonly Lock _lock = new();
    private volatile ConcurrentDictionary<TreeNode, Digest> _young = new();
    private volatile ConcurrentDictionary<TreeNode, Digest> _old = new();
    private int _added; // The size of the young generation. Counting a concurrent dictionary takes all its locks.

    public bool TryFind(TreeNode node, out Digest hash)
    {
        if (_young.TryGetValue(node, out hash))
        {
            return true;
        }

        if (!_old.TryGetValue(node, out hash))
        {
            return false;
        }

        Add(node, hash);
        return true;
    }

    public void Add(TreeNode node, Digest hash)
    {
        if (_young.TryAdd(node, hash) && Interlocked.Increment(ref _added) >= GenerationLength)
        {
            Rotate();
        }
    }

    /// <summary>Clears the cache.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _young = new ConcurrentDictionary<TreeNode, Digest>();
            _old = new ConcurrentDictionary<TreeNode, Digest>();
            Interlocked.Exchange(ref _added, 0);
        }
    }

    /// <summary>The number of hashes. Takes all locks.</summary>
    internal int Count => _young.Count + _old.Count;

    private void Rotate()
    {
        lock (_lock)
        {
            if (Volatile.Read(ref _added) >= GenerationLength)
            {
                _old = _young;
                _young = new ConcurrentDictionary<TreeNode, Digest>();
                Interlocked.Exchange(ref _added, 0);
            }
        }
    }
}
