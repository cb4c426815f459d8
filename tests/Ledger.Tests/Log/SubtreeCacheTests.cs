using Ledger.Log;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Log;

public sealed class SubtreeCacheTests
{
    private readonly SubtreeCache _cache = new();

    [Fact]
    public void TryFind_UnknownNode_FindsNothing()
    {
        _cache.Add(new TreeNode(1, 1), Hash(1));

        Assert.False(_cache.TryFind(new TreeNode(1, 2), out _));
        Assert.False(_cache.TryFind(new TreeNode(2, 1), out _));
    }

    [Fact]
    public void Add_ManyMoreThanItHolds_StaysBounded()
    {
        for (var index = 0; index < 5 * SubtreeCache.GenerationLength; index++)
        {
            _cache.Add(new TreeNode(0, index), default);
        }

        Assert.InRange(_cache.Count, SubtreeCache.GenerationLength, 2 * SubtreeCache.GenerationLength);
    }

    [Fact]
    public void TryFind_NodeInUse_StaysWhileOthersAreDropped()
    {
        var root = new TreeNode(20, 0);
        _cache.Add(root, Hash(7));
        _cache.Add(new TreeNode(20, 1), Hash(8));
        for (var index = 0; index < 5 * SubtreeCache.GenerationLength; index++)
        {
            _cache.Add(new TreeNode(0, index), Hash(index));
            Assert.True(_cache.TryFind(root, out _));
        }

        Assert.True(_cache.TryFind(root, out var hash));
        Assert.Equal(Hash(7), hash);
        Assert.False(_cache.TryFind(new TreeNode(20, 1), out _));
    }

    [Fact]
    public void Add_FromManyThreads_KeepsEachHashWithItsNode()
    {
        Parallel.For(0, 200_000, index =>
        {
            var node = new TreeNode(index % 3, index % 50_000);
            if (_cache.TryFind(node, out var hash))
            {
                Assert.Equal(Hash((node.Index * 3) + node.Level), hash);
            }
            else
            {
                _cache.Add(node, Hash((node.Index * 3) + node.Level));
            }
        });

        Assert.InRange(_cache.Count, 1, (2 * SubtreeCache.GenerationLength) + Environment.ProcessorCount);
    }

    private static Digest Hash(long number) => Digest.Sha256(BitConverter.GetBytes(number));
}
