using System.Collections.Concurrent;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>
/// Remembers hashes of complete subtrees of one log, about 80 bytes each. Bounded by two generations: when the young one is full it becomes the
/// old one, and the old one is dropped; a hash that is asked for moves to the young one. So what is in use stays. Safe for use from any thread.
/// </summary>
internal sealed class SubtreeCache
{
    /// <summary>How many hashes each of the two generations holds at most; threads that add at the same moment may exceed it by one each.</summary>
    public const int GenerationLength = 32_768;

    private readonly Lock _lock = new();
    private volatile ConcurrentDictionary<TreeNode, Digest> _young = new();
    private volatile ConcurrentDictionary<TreeNode, Digest> _old = new();
    private int _added; // Entries of the young generation: counting a concurrent dictionary takes all of its locks.

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

    /// <summary>Forgets all hashes.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _young = new ConcurrentDictionary<TreeNode, Digest>();
            _old = new ConcurrentDictionary<TreeNode, Digest>();
            Interlocked.Exchange(ref _added, 0);
        }
    }

    /// <summary>How many hashes it holds; takes all locks.</summary>
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
