using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Trees;

/// <summary>
/// Published trees: the eight entries and hashes in the tests of Certificate Transparency implementations (transparency-dev/merkle,
/// testonly/constants.go), and the 15-entry test log of transparency-dev/tessera.
/// </summary>
public sealed class PublishedTreeTests
{
    private static readonly string[] Entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly NaiveTree Tree = new([.. Entries.Select(Convert.FromHexString)]);

    public static TheoryData<int> Sizes => new(Enumerable.Range(0, 9));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Root_ReferenceTree_IsThePublishedOne(int size) => Assert.Equal(Hash(Roots[size]), Tree.RootDigest(size));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Root_CompactRange_IsThePublishedOne(int size)
    {
        var range = new CompactRange();
        foreach (var entry in Entries.Take(size))
        {
            range.Append(TreeHash.Leaf(Convert.FromHexString(entry)));
        }

        Assert.Equal(Hash(Roots[size]), range.Root());
    }

    [Theory]
    [InlineData(0, 1, "")]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b "
        + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void Plan_PublishedInclusion_GivesThePublishedHashes(int index, int size, string hashes)
    {
        var proof = InclusionProof.Plan(index, size).Assemble(Tree.Node);

        Assert.Equal(HashesOf(hashes), proof);
        Assert.True(InclusionProof.Verify(index, size, Tree.Leaf(index), proof, Hash(Roots[size])));
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a "
        + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    public void Plan_PublishedConsistency_GivesThePublishedHashes(int oldSize, int newSize, string hashes)
    {
        var proof = ConsistencyProof.Plan(oldSize, newSize).Assemble(Tree.Node);

        Assert.Equal(HashesOf(hashes), proof);
        Assert.True(ConsistencyProof.Verify(oldSize, Hash(Roots[oldSize]), newSize, Hash(Roots[newSize]), proof));
    }

    [Fact]
    public void Verify_TesseraLogFrom6To15_IsAccepted()
    {
        string[] proof =
        [
            "ycRkkNklus5eMVRUvkD1pK321vMrA+jjOiZKU8aOcY4=", "nk9gCR+floFqznAPtqjjcnnV64dge2jQB95D5t164Hg=",
            "zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co=", "5jLpqTgjsBDSEX6SgZiRnbTMdTuRd8bQ5tSsAOxe0Ks=",
        ];

        Assert.True(ConsistencyProof.Verify(
            6, FromBase64("a6sWvsc2eEzmj72vah7mZ5dwFltivehh2b11qwlp5Jg="),
            15, FromBase64("rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="), [.. proof.Select(FromBase64)]));
    }

    private static Digest Hash(string hex) => NaiveTree.ToDigest(Convert.FromHexString(hex));

    private static Digest FromBase64(string text) => NaiveTree.ToDigest(Convert.FromBase64String(text));

    private static IEnumerable<Digest> HashesOf(string hashes) => hashes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Hash);
}
