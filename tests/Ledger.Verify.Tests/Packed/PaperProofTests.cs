using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Verify.Faults;
using Ledger.Verify.Packed;

namespace Ledger.Verify.Tests.Packed;

/// <summary>The numbered codes of one proof: made, mixed up as people do, and joined again, or refused with what is wrong.</summary>
public sealed class PaperProofTests
{
    private const string Address = "HTTPS://LEDGER.CITY.EXAMPLE/C/7K4M2Q9XABCD";

    private static readonly byte[] Packed = Bytes(1, 2500);
    private static readonly string[] Codes = Split(Packed);

    public static TheoryData<string, Func<string[], string[]>> Pasted => new()
    {
        { "in order", codes => codes },
        { "in another order", codes => [codes[2], codes[0], codes[1]] },
        { "twice", codes => [.. codes, .. codes] },
        { "one text with line breaks", codes => [string.Join('\n', codes)] },
        { "one text with blanks", codes => [string.Join("  ", codes)] },
        { "one text without anything between", codes => [string.Concat(codes)] },
        { "wrapped lines", codes => [.. codes.Select(code => string.Join("\r\n ", code.Chunk(40).Select(line => new string(line))))] },
        { "one text with wrapped lines", codes => [string.Join('\n', codes.SelectMany(code => code.Chunk(40).Select(line => new string(line))))] },
        { "without address", codes => [.. codes.Select(code => code[(Address.Length + 1)..])] },
        { "without address, in one text", codes => [string.Join("\r\n", codes.Select(code => code[(Address.Length + 1)..]))] },
        { "without address, wrapped in one text", codes => [string.Join('\n', codes.SelectMany(code => code[(Address.Length + 1)..].Chunk(30).Select(line => new string(line))))] },
        { "fragments as a browser shows them", codes => [.. codes.Select(code => code[Address.Length..])] },
        { "in lower case", codes => [.. codes.Select(code => code.ToLowerInvariant())] },
        { "host in lower case, as browsers write it", codes => [.. codes.Select(code => code.Replace("HTTPS://LEDGER.CITY.EXAMPLE", "https://ledger.city.example", StringComparison.Ordinal))] },
        { "with invisible characters", codes => [.. codes.Select(code => "\uFEFF\u00A0\u3000" + code + "\0\u2028")] },
        { "among other texts", codes => ["", "hello", .. codes, "https://city.example/#top"] },
        { "with a damaged copy of one", codes => [.. codes, codes[1][..^6]] },
    };

    [Fact]
    public void TrySplit_Proof_HasNumberedCodesOfAboutTheSameLength()
    {
        Assert.Equal(3, Codes.Length);
        Assert.All(Codes.Index(), code => Assert.StartsWith($"{Address}#{code.Index + 1}/3.", code.Item));
        Assert.InRange(Codes.Max(code => code.Length) - Codes.Min(code => code.Length), 0, 3);
        Assert.All(Codes, code => Assert.DoesNotContain(code.Replace("#", "", StringComparison.Ordinal), character => !Base43.Alphabet.Contains(character)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(900, 1)]
    [InlineData(950, 2)]
    [InlineData(8000, 9)]
    public void TrySplit_Length_DecidesTheNumberOfCodes(int length, int count) => Assert.Equal(count, Split(Bytes(2, length)).Length);

    [Theory]
    [InlineData(0)]
    [InlineData(9000)]
    public void TrySplit_WhatDoesNotFit_IsRefused(int length)
    {
        Assert.False(PaperProof.TrySplit(Bytes(3, length), Address, out _, out var refusal));
        Assert.Equal(PaperFaults.TooLarge, refusal.Fault);
    }

    [Fact]
    public void TrySplit_AddressLongerThanACode_IsRefused()
    {
        Assert.False(PaperProof.TrySplit(Packed, "HTTPS://" + new string('A', 2000), out _, out var refusal));
        Assert.Equal(PaperFaults.TooLarge, refusal.Fault);
    }

    [Fact]
    public void TrySplit_AddressInLowerCase_NeedsMoreRoom()
    {
        var lower = Split(Bytes(4, 8000), Address[..^4]);
        Assert.False(PaperProof.TrySplit(Bytes(4, 8400), Address.ToLowerInvariant() + new string('a', 100), out _, out _));

        Assert.True(PaperProof.TrySplit(Bytes(4, 2000), Address.ToLowerInvariant(), out var codes, out _));
        Assert.True(PaperProof.TryJoin(codes, out var packed, out _));
        Assert.Equal(Bytes(4, 2000), packed);
        Assert.Equal(9, lower.Length);
    }

    [Theory]
    [MemberData(nameof(Pasted), DisableDiscoveryEnumeration = true)]
    public void TryJoin_CodesAsPeoplePasteThem_IsTheProof(string how, Func<string[], string[]> paste)
    {
        Assert.True(PaperProof.TryJoin(paste(Codes), out var packed, out var refusal), $"{how}: {refusal}");
        Assert.Equal(Packed, packed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("#")]
    [InlineData("##")]
    [InlineData("https://ledger.city.example/C/7K4M2Q9XABCD")]
    [InlineData("https://city.example/#top")]
    [InlineData("#0/3.ABC")]
    [InlineData("#4/3.ABC")]
    [InlineData("#10/12.ABC")]
    [InlineData("#1-3.ABC")]
    [InlineData("{\"v\":1}")]
    public void TryJoin_NoCode_SaysSo(string text) => AssertRefused(PaperFaults.NoCode, [], text);

    [Fact]
    public void TryJoin_NothingAtAll_SaysSo() => AssertRefused(PaperFaults.NoCode, []);

    [Fact]
    public void TryJoin_TextWithoutEnd_IsNotRead() => AssertRefused(PaperFaults.NoCode, [], new string(' ', 300_000) + Codes[0]);

    [Fact]
    public void TryJoin_CodesMissing_NamesThem()
    {
        AssertRefused(PaperFaults.CodesMissing, [1, 3], Codes[1]);
        AssertRefused(PaperFaults.CodesMissing, [2], Codes[0], Codes[2]);
    }

    [Fact]
    public void TryJoin_CodesOfTwoPapers_SaysSo()
    {
        var other = Split(Bytes(9, 2500));

        AssertRefused(PaperFaults.CodesMixed, [], Codes[0], other[1], Codes[2]);
        AssertRefused(PaperFaults.CodesMixed, [], Codes[0], Codes[1], Codes[2], other[1]);
        AssertRefused(PaperFaults.CodesMixed, [], Codes[0], Split(Bytes(9, 100))[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void TryJoin_CodeCutOff_NamesIt(int missing) => AssertRefused(PaperFaults.CodeDamaged, [2], Codes[0], Codes[1][..^missing], Codes[2]);

    [Fact]
    public void TryJoin_OneCharacterWrong_NamesTheCode() => Assert.All(Enumerable.Range(Address.Length + 5, Codes[0].Length - Address.Length - 5), at =>
    {
        var wrong = Codes[0].ToCharArray();
        wrong[at] = wrong[at] == 'A' ? 'B' : 'A';

        AssertRefused(PaperFaults.CodeDamaged, [1], new string(wrong), Codes[1], Codes[2]);
    });

    // The mark is of the whole proof, so that codes whose own checksums agree still have to make that proof.
    [Fact]
    public void TryJoin_CodesThatMakeAnotherProof_IsRefused()
    {
        var codes = Codes.Select(Read).ToArray();
        codes[1] = codes[1] with { Bytes = codes[1].Bytes[..^1] };

        AssertRefused(PaperFaults.CodeDamaged, [], [.. codes.Select(code => $"#{code}")]);
    }

    [Property(MaxTest = 300)]
    public Property TryJoin_AnyTexts_NeverThrows() => Prop.ForAll(
        Arb.From(Generators.Texts.ArrayOf()),
        Arb.From(Generators.Damaged(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', Codes))).Select(System.Text.Encoding.Latin1.GetString)),
        (texts, damaged) =>
        {
            Assert.False(PaperProof.TryJoin(texts, out _, out var refusal));
            Assert.NotNull(refusal);
            return !PaperProof.TryJoin([damaged], out var packed, out _) || packed.AsSpan().SequenceEqual(Packed);
        });

    private static PaperCode Read(string text) =>
        PaperCode.TryRead(text.AsSpan(text.IndexOf('#', StringComparison.Ordinal) + 1), out var code) ? code : throw new InvalidOperationException(text);

    private static string[] Split(byte[] packed, string address = Address)
    {
        Assert.True(PaperProof.TrySplit(packed, address, out var codes, out _));
        return [.. codes];
    }

    private static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static void AssertRefused(Fault fault, int[] numbers, params string[] texts)
    {
        Assert.False(PaperProof.TryJoin(texts, out var packed, out var refusal));
        Assert.Null(packed);
        Assert.Equal(fault, refusal.Fault);
        Assert.Equal(numbers.Select(number => $"codes[{number}]"), refusal.Violations.Select(violation => violation.Path));
        Assert.All(refusal.Violations, violation => Assert.NotEmpty(violation.Message.Zh));
    }
}
