using Ledger.Issuing;

namespace Ledger.Tests.Issuing;

public sealed class RecordIdTests
{
    private const string Text = "019ab000-0102-7304-8506-0708090a0b0c";

    [Fact]
    public void TryParse_OwnText_IsAccepted()
    {
        Assert.True(RecordId.TryParse(Text, out var id));
        Assert.Equal(Text, id.ToString());
    }

    [Theory]
    [InlineData("019AB000-0102-7304-8506-0708090A0B0C")]
    [InlineData("019AB000-0102-7304-8506-0708090a0b0c")]
    public void TryParse_EitherCase_IsTheSameIdInLowerCase(string text)
    {
        Assert.True(RecordId.TryParse(text, out var id));
        Assert.Equal(Text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("019ab000-0102-4304-8506-0708090a0b0c")]
    [InlineData("019ab00001027304850607080 90a0b0c")]
    [InlineData("019ab0000102730485060708090a0b0c")]
    [InlineData("{019ab000-0102-7304-8506-0708090a0b0c}")]
    [InlineData(" 019ab000-0102-7304-8506-0708090a0b0c")]
    [InlineData("019ab000-0102-7304-8506-0708090a0b0c\n")]
    public void TryParse_AnotherSpellingOrVersion_IsRefused(string? text) => Assert.False(RecordId.TryParse(text, out _));

    [Fact]
    public void ToChainId_IsTheSixteenBytesThenZeros()
    {
        Assert.True(RecordId.TryParse(Text, out var id));

        Assert.Equal("0x019ab0000102730485060708090a0b0c" + new string('0', 32), id.ToChainId().ToHex());
    }

    [Fact]
    public void Create_LaterTime_SortsLaterAsIdAndAsText()
    {
        var start = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 50).Select(i => RecordId.Create(start.AddMilliseconds(37 * i))).ToArray();

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids.Select(id => id.ToString()), ids.Select(id => id.ToString()).Order(StringComparer.Ordinal));
        Assert.True(ids[0] < ids[1] && ids[1] > ids[0] && ids[0] <= ids[1] && ids[1] >= ids[0]);
    }

    [Fact]
    public void FromBytes_BytesOfWriteBytes_ReturnsTheId()
    {
        var id = RecordId.Create(DateTimeOffset.UnixEpoch);
        var bytes = new byte[16];

        id.WriteBytes(bytes);

        Assert.Equal(id, RecordId.FromBytes(bytes));
    }
}
