using System.Text;
using Ledger.Verify.Entries;
using Ledger.Verify.Json;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Entries;

/// <summary>The log entry (design, "Formats"): each entry has one spelling, and a status if and only if its kind is status.</summary>
public sealed class LogEntryTests
{
    private const string Id = "019ab000-0000-7000-8000-000000000001";
    private const string Zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private const string Certificate = $$"""{"at":1795000000000,"commitment":"{{Zeros}}","id":"{{Id}}","kind":"certificate","v":1}""";
    private const string Revoked = $$"""{"at":1795000000000,"commitment":"{{Zeros}}","id":"{{Id}}","kind":"status","status":"revoked","v":1}""";

    public static TheoryData<EntryKind, EntryStatus?, string> Everything => new()
    {
        { EntryKind.Certificate, null, "\"kind\":\"certificate\",\"v\":1}" },
        { EntryKind.Decision, null, "\"kind\":\"decision\",\"v\":1}" },
        { EntryKind.Consent, null, "\"kind\":\"consent\",\"v\":1}" },
        { EntryKind.Disclosure, null, "\"kind\":\"disclosure\",\"v\":1}" },
        { EntryKind.Key, null, "\"kind\":\"key\",\"v\":1}" },
        { EntryKind.Migration, null, "\"kind\":\"migration\",\"v\":1}" },
        { EntryKind.Erasure, null, "\"kind\":\"erasure\",\"v\":1}" },
        { EntryKind.Request, null, "\"kind\":\"request\",\"v\":1}" },
        { EntryKind.Status, EntryStatus.Active, "\"kind\":\"status\",\"status\":\"active\",\"v\":1}" },
        { EntryKind.Status, EntryStatus.Suspended, "\"kind\":\"status\",\"status\":\"suspended\",\"v\":1}" },
        { EntryKind.Status, EntryStatus.Revoked, "\"kind\":\"status\",\"status\":\"revoked\",\"v\":1}" },
        { EntryKind.Status, EntryStatus.Superseded, "\"kind\":\"status\",\"status\":\"superseded\",\"v\":1}" },
        { EntryKind.Status, EntryStatus.Withdrawn, "\"kind\":\"status\",\"status\":\"withdrawn\",\"v\":1}" },
    };

    [Theory]
    [MemberData(nameof(Everything))]
    public void ToUtf8_EveryKindAndStatus_IsCanonicalAndReadsBack(EntryKind kind, EntryStatus? status, string end)
    {
        var entry = new LogEntry(1_795_000_000_000, Digest.Sha256([1]), Id, kind, status);
        var written = entry.ToUtf8();

        Assert.EndsWith(end, Encoding.ASCII.GetString(written), StringComparison.Ordinal);
        Assert.True(CanonicalJson.IsCanonical(written));
        Assert.True(LogEntry.TryParse(written, out var read));
        Assert.Equal(entry, read);
    }

    [Fact]
    public void All_KindsAndStatuses_AreTested()
    {
        Assert.Equal(Enum.GetValues<EntryKind>().Order(), Everything.Select(row => row.Data.Item1).Distinct().Order());
        Assert.Equal(Enum.GetValues<EntryStatus>(), Everything.Select(row => row.Data.Item2).OfType<EntryStatus>());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("9007199254740991")]
    public void TryParse_AnyTimeInRange_IsAccepted(string at)
    {
        Assert.True(LogEntry.TryParse(Encoding.UTF8.GetBytes(Certificate.Replace("1795000000000", at, StringComparison.Ordinal)), out var entry));

        Assert.Equal(long.Parse(at, System.Globalization.CultureInfo.InvariantCulture), entry.At);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("1.5")]
    [InlineData("9007199254740992")]
    [InlineData("9223372036854775808")]
    [InlineData("\"1795000000000\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    public void TryParse_TimeOfAnotherForm_IsRefused(string at) =>
        AssertRefused(Certificate.Replace("1795000000000", at, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")] // 31 bytes and some bits
    [InlineData("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")] // 33 bytes
    [InlineData("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"")]
    [InlineData("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\"")] // stray bits
    [InlineData("\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+\"")]
    [InlineData("\"\\u0041AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("0")]
    public void TryParse_CommitmentOfAnotherForm_IsRefused(string commitment) =>
        AssertRefused(Certificate.Replace($"\"{Zeros}\"", commitment, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"019AB000-0000-7000-8000-000000000001\"")]
    [InlineData("\"019ab00000007000800000000000000001\"")]
    [InlineData("\"{019ab000-0000-7000-8000-000000000001}\"")]
    [InlineData("\"019ab000-0000-7000-8000-00000000000\"")]
    [InlineData("\"019ab000-0000-7000-8000-0000000000012\"")]
    [InlineData("\" 019ab000-0000-7000-8000-000000000001\"")]
    [InlineData("\"019ab000-0000-7000-8000-00000000000g\"")]
    [InlineData("\"019ab000-0000-7000-8000-00000000000\\u0031\"")]
    [InlineData("\"0x9ab000-0000-7000-8000-000000000001\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("1")]
    public void TryParse_IdOfAnotherForm_IsRefused(string id) => AssertRefused(Certificate.Replace($"\"{Id}\"", id, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"Certificate\"")]
    [InlineData("\"certificates\"")]
    [InlineData("\"\"")]
    [InlineData("\"anchor\"")]
    [InlineData("\"\\u0063ertificate\"")]
    [InlineData("0")]
    [InlineData("null")]
    public void TryParse_UnknownKind_IsRefused(string kind) => AssertRefused(Certificate.Replace("\"certificate\"", kind, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"Revoked\"")]
    [InlineData("\"expired\"")]
    [InlineData("\"\"")]
    [InlineData("2")]
    [InlineData("null")]
    public void TryParse_UnknownStatus_IsRefused(string status) => AssertRefused(Revoked.Replace("\"revoked\"", status, StringComparison.Ordinal));

    [Theory]
    [InlineData("certificate")]
    [InlineData("decision")]
    [InlineData("consent")]
    [InlineData("disclosure")]
    [InlineData("key")]
    [InlineData("migration")]
    [InlineData("erasure")]
    public void TryParse_StatusWhereNoneBelongs_IsRefused(string kind) =>
        AssertRefused(Revoked.Replace("\"kind\":\"status\"", $"\"kind\":\"{kind}\"", StringComparison.Ordinal));

    [Fact]
    public void TryParse_StatusEntryWithoutStatus_IsRefused() =>
        AssertRefused(Certificate.Replace("\"certificate\"", "\"status\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("1.0")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void TryParse_AnotherVersion_IsRefused(string version) =>
        AssertRefused(Certificate.Replace("\"v\":1", "\"v\":" + version, StringComparison.Ordinal));

    [Theory]
    [InlineData("at")]
    [InlineData("commitment")]
    [InlineData("id")]
    [InlineData("kind")]
    [InlineData("v")]
    public void TryParse_MemberOfAnotherName_IsRefused(string name) =>
        AssertRefused(Certificate.Replace($"\"{name}\":", $"\"{name.ToUpperInvariant()}\":", StringComparison.Ordinal));

    public static TheoryData<string> OtherForms => new(
        "", " ", "null", "[]", "1", "\"\"", "{}", "{",
        Certificate[..^1], Certificate + "\n", Certificate + " ", Certificate + "\0", Certificate + "{}",
        " " + Certificate, "\ufeff" + Certificate, Certificate + "," + Certificate, "[" + Certificate + "]",
        Certificate.Replace(",", ", ", StringComparison.Ordinal), Certificate.Replace(":", ": ", StringComparison.Ordinal),
        Certificate.Replace("\"v\":1", "\"v\":1,\"w\":1", StringComparison.Ordinal), // one more member
        Certificate.Replace("{\"at\"", "{\"a\":{},\"at\"", StringComparison.Ordinal), // one more level
        Certificate.Replace("\"v\":1", "\"v\":1,\"v\":1", StringComparison.Ordinal), // the same member twice
        Certificate.Replace("\"v\":1", "\"v\":1,\"\\u0076\":1", StringComparison.Ordinal),
        Certificate.Replace("\"v\":1", "\"\\ud800\":1,\"v\":1", StringComparison.Ordinal), // half a surrogate pair
        Certificate.Replace(Id, "\\ud800", StringComparison.Ordinal),
        Certificate.Replace("\"v\":1", "\"v\":1/* */", StringComparison.Ordinal),
        Certificate.Replace("\"at\":1795000000000,", "", StringComparison.Ordinal) // another order
            .Replace("}", ",\"at\":1795000000000}", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(OtherForms))]
    public void TryParse_AnotherForm_IsRefused(string text) => AssertRefused(text);

    [Fact]
    public void TryParse_NotUtf8_IsRefused()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(Certificate)];
        bytes[Certificate.IndexOf(Id, StringComparison.Ordinal)] = 0xFF;

        Assert.False(LogEntry.TryParse(bytes, out _));
    }

    [Fact]
    public void TryParse_LongerThanTheLimit_IsRefused() => AssertRefused(Certificate.PadRight(LogEntry.MaxLength + 1));

    [Fact]
    public void TryParse_AnyOneBitFlipped_IsRefusedOrAnotherEntry()
    {
        var bytes = Encoding.ASCII.GetBytes(Revoked);
        Assert.True(LogEntry.TryParse(bytes, out var entry));
        Assert.All(Enumerable.Range(0, bytes.Length * 8), bit =>
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(!LogEntry.TryParse(damaged, out var read) || read != entry);
        });
    }

    private static void AssertRefused(string text)
    {
        Assert.False(LogEntry.TryParse(Encoding.UTF8.GetBytes(text), out var entry));

        Assert.Null(entry);
    }
}
