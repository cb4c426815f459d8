using System.Text;
using Ledger.Verify.Tiles;

namespace Ledger.Verify.Tests.Tiles;

/// <summary>C2SP tlog-tiles, "Log entries": the file contains each entry after its length (big-endian uint16), and nothing else.</summary>
public sealed class EntryBundleTests
{
    private static readonly byte[] OneTwoThree = [0, 3, .. "one"u8, 0, 3, .. "two"u8, 0, 5, .. "three"u8];

    [Fact]
    public void Encode_ThreeEntries_PutsLengthsBeforeThem() =>
        Assert.Equal(OneTwoThree, EntryBundle.Encode(["one"u8.ToArray(), "two"u8.ToArray(), "three"u8.ToArray()]));

    [Fact]
    public void TryDecode_ThreeEntries_GivesThemBack()
    {
        Assert.True(EntryBundle.TryDecode(OneTwoThree, 3, out var entries));

        Assert.Equal(["one", "two", "three"], entries.Select(entry => Encoding.ASCII.GetString(entry.Span)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(256)]
    [InlineData(int.MaxValue)]
    public void TryDecode_OtherNumberOfEntries_IsRefused(int width) => Assert.False(EntryBundle.TryDecode(OneTwoThree, width, out _));

    [Fact]
    public void TryDecode_Refused_GivesAnEmptyList()
    {
        Assert.False(EntryBundle.TryDecode(new byte[] { 0 }, 1, out var entries));

        Assert.Empty(entries);
    }

    [Fact]
    public void TryDecode_CutAnywhere_IsRefused() => Assert.All(Enumerable.Range(0, OneTwoThree.Length), length =>
        Assert.False(EntryBundle.TryDecode(OneTwoThree.AsMemory(0, length), 3, out _)));

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 1, 65 })]
    public void TryDecode_BytesLeftOver_IsRefused(byte[] extra) => Assert.False(EntryBundle.TryDecode((byte[])[.. OneTwoThree, .. extra], 3, out _));

    [Fact]
    public void TryDecode_LengthBeyondTheEnd_IsRefused() => Assert.False(EntryBundle.TryDecode(new byte[] { 0xFF, 0xFF, 1 }, 1, out _));

    [Fact]
    public void TryDecode_EmptyEntry_IsOneEntry()
    {
        Assert.True(EntryBundle.TryDecode(new byte[] { 0, 0 }, 1, out var entries));

        Assert.Equal(0, Assert.Single(entries).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    public void TryDecode_WhatWasEncoded_GivesItBack(int width)
    {
        var written = Enumerable.Range(0, width).Select(i => Encoding.ASCII.GetBytes(new string('x', i % 50))).ToList();

        Assert.True(EntryBundle.TryDecode(EntryBundle.Encode(written), width, out var entries));

        Assert.Equal(written, entries.Select(entry => entry.ToArray()));
    }

    [Fact]
    public void Encode_LongestEntry_ReadsBack()
    {
        Assert.True(EntryBundle.TryDecode(EntryBundle.Encode([new byte[65_535]]), 1, out var entries));

        Assert.Equal(65_535, Assert.Single(entries).Length);
    }

    [Fact]
    public void Encode_EntryTooLong_Throws() => Assert.Throws<ArgumentException>(() => EntryBundle.Encode([new byte[65_536]]));
}
