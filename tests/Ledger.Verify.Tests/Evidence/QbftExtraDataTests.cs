using Ledger.Consortium.Tests;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;

namespace Ledger.Verify.Tests.Evidence;

/// <summary>Compared with published examples. Each test names its source.</summary>
public sealed class QbftExtraDataTests
{
    public static TheoryData<string, string> Published => JsonVectors.Rows("published", "Evidence", "vectors", "qbft-extra-data.json");

    [Theory, MemberData(nameof(Published))]
    public void Encode_PublishedExample_Matches(string desc, string vector)
    {
        var json = JsonVectors.Parse(vector);

        var encoded = QbftExtraData.Encode(Addresses(json));

        Assert.True(json.GetProperty("extraData").GetString() == JsonVectors.Hex(encoded), desc);
    }

    [Theory, MemberData(nameof(Published))]
    public void TryRead_PublishedExample_HasItsValidators(string desc, string vector)
    {
        var json = JsonVectors.Parse(vector);

        Assert.True(QbftExtraData.TryRead(JsonVectors.Bytes(json.GetProperty("extraData")), out var read), desc);

        Assert.Equal(Addresses(json), read.Validators);
        Assert.Equal((0, 0), (read.Round, read.Seals.Length));
        Assert.Equal(json.GetProperty("extraData").GetString(), JsonVectors.Hex(read.Encode()));
    }

    [Fact]
    public void Encode_SevenValidators_DecodesToFiveItems()
    {
        var addresses = Enumerable.Range(1, 7).Select(number => TestAccounts.Address(8 - number)).ToArray();

        var item = Assert.IsType<RlpList>(Rlp.Decode(QbftExtraData.Encode(addresses)));

        Assert.Equal(5, item.Items.Length);
        Assert.Equal(new byte[32], Bytes(item.Items[0]));
        Assert.Equal(
            addresses.Select(address => address.ToString()),
            Assert.IsType<RlpList>(item.Items[1]).Items.Select(validator => JsonVectors.Hex(Bytes(validator))));
        Assert.Empty(Assert.IsType<RlpList>(item.Items[2]).Items); // no vote
        Assert.Empty(Bytes(item.Items[3])); // round 0
        Assert.Empty(Assert.IsType<RlpList>(item.Items[4]).Items); // no seals
    }

    private static byte[] Bytes(RlpItem item) => [.. Assert.IsType<RlpBytes>(item).Bytes];

    private static ChainAddress[] Addresses(System.Text.Json.JsonElement vector) =>
        [.. vector.GetProperty("validators").EnumerateArray().Select(text => ChainAddress.TryParse(text.GetString(), out var address) ? address : throw new FormatException())];
}
