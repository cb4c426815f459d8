using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Verify.Bundles;
using Ledger.Verify.Faults;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>
/// Changes any single character of a bundle. If the bundle stays readable it is not genuine, and the report names the failed check. If it becomes
/// unreadable there is no verdict. A change of JSON spelling changes nothing. A change of the named chain sends the reader to that chain. The test
/// chain answers every question.
/// </summary>
public sealed class OneCharacterTests
{
    /// <summary>
    /// White space, characters of JSON, separators of the inner formats, characters of the base64 alphabets, and characters beyond ASCII.
    /// </summary>
    private const string Strangers = " \n\"\\{}[],:~.=-_0Az\0\u2014\uFEFF王";

    private static readonly Scenario Plain = new Recipe().Make();

    // Keys and checkpoints are decoded once for all changes. This also shows that the cache never lets a change pass.
    private static readonly Scenario Remembering = Plain with { Options = Plain.Options with { Cache = new VerificationCache() } };
    private static readonly Scenario Bound = Scenario.HolderBound();

    // The checks that may be the first to fail, for each member of the bundle that is changed.
    private static readonly Dictionary<string, CheckName[]> Places = new()
    {
        ["anchor"] = [CheckName.Anchored],
        ["entry"] = [CheckName.Commitment, CheckName.Inclusion],
        ["proof"] = [CheckName.Seal, CheckName.IssuerAuthorised, CheckName.Inclusion, CheckName.Checkpoint],
        ["record"] = [CheckName.Disclosures, CheckName.Seal, CheckName.HolderBinding],
        ["salt"] = [CheckName.Commitment],
        ["v"] = [],
    };

    [Fact]
    public void Verify_AnyCharacterReplaced_IsNotGenuineWhereItCanBeRead() => AssertNeverGenuine(Remembering, Replacements(Plain.Text));

    [Fact]
    public void Verify_AnyCharacterDeletedDoubledOrSwapped_IsNotGenuineWhereItCanBeRead() => AssertNeverGenuine(Plain, Moves(Plain.Text));

    [Fact]
    public void Verify_AnyCharacterInserted_IsNotGenuineWhereItCanBeRead() => AssertNeverGenuine(Remembering, Insertions(Plain.Text));

    [Fact]
    public void Verify_AnyBitFlipped_IsNotGenuineWhereItCanBeRead() => AssertNeverGenuine(Plain, Flips(Plain.Utf8));

    [Fact]
    public void Verify_AnyBitFlippedOfTheHoldersProof_IsNotGenuineWhereItCanBeRead()
    {
        var start = Bound.Text.LastIndexOf('~'); // The text before it is ASCII, except for one dash.

        AssertNeverGenuine(Bound, Flips(Bound.Utf8).Where(change => change.At > start));
    }

    [Fact]
    public void Verify_AnyEndCutOff_CannotBeRead() => Assert.All(Enumerable.Range(0, Plain.Utf8.Length), length =>
    {
        var report = Plain.Verify(Plain.Utf8.AsSpan(0, length).ToArray());

        Assert.Equal(Verdict.CouldNotBeChecked, report.Verdict);
        Assert.Equal((CheckOutcome.NotRun, Findings.NotABundle), (report[CheckName.Form].Outcome, report[CheckName.Form].Finding));
        Assert.All(report.Checks, check => Assert.Equal(CheckOutcome.NotRun, check.Outcome));
    });

    private static IEnumerable<Change> Replacements(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var old = text[i];
            foreach (var other in Strangers.Append((char)(old - 1)).Append((char)(old + 1)).Append((char)(old ^ 0x20)).Distinct())
            {
                if (other != old)
                {
                    yield return Describe($"U+{(int)other:X4} instead", text, i, string.Concat(text.AsSpan(0, i), [other], text.AsSpan(i + 1)));
                }
            }
        }
    }

    private static IEnumerable<Change> Moves(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return Describe("deleted", text, i, text.Remove(i, 1));
            yield return Describe("doubled", text, i, text.Insert(i, text[i].ToString()));
            if (i + 1 < text.Length && text[i] != text[i + 1])
            {
                yield return Describe("swapped", text, i, string.Concat(text.AsSpan(0, i), [text[i + 1], text[i]], text.AsSpan(i + 2)));
            }
        }
    }

    private static IEnumerable<Change> Insertions(string text)
    {
        for (var i = 0; i <= text.Length; i++)
        {
            foreach (var added in Strangers)
            {
                yield return Describe($"U+{(int)added:X4} inserted", text, i, text.Insert(i, added.ToString()));
            }
        }
    }

    // Flips bits of bytes, not of characters, so invalid UTF-8 is tested too.
    private static IEnumerable<Change> Flips(byte[] utf8)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. utf8];
                changed[i] ^= (byte)(1 << bit);
                yield return new Change($"bit {bit} flipped", i, changed);
            }
        }
    }

    private static Change Describe(string what, string text, int at, string changed) =>
        new(what, Encoding.UTF8.GetByteCount(text.AsSpan(0, at)), Encoding.UTF8.GetBytes(changed));

    private static void AssertNeverGenuine(Scenario scenario, IEnumerable<Change> changes)
    {
        var members = MemberStarts(scenario.Text);
        var wrong = new ConcurrentBag<string>();
        Parallel.ForEach(Partitioner.Create(changes, EnumerablePartitionerOptions.NoBuffering), change =>
        {
            if (Describe(scenario, change, members) is { } problem)
            {
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{change.What} at byte {change.At}: {problem}"));
            }
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(20).Append(scenario.Text)));
    }

    /// <summary>Null when the report is as expected.</summary>
    private static string? Describe(Scenario scenario, Change change, List<(int Start, string Member)> members)
    {
        var report = scenario.Verify(change.Utf8);
        if (!IsWhole(change.Utf8))
        {
            return report.Verdict is Verdict.CouldNotBeChecked && report.Checks.All(check => check.Outcome is CheckOutcome.NotRun)
                ? null
                : $"it is no bundle, but {report.Verdict}: {string.Join(", ", report.NotPassed())}";
        }

        if (RecordBundle.TryRead(change.Utf8, out var same, out _) && same.ToUtf8().AsSpan().SequenceEqual(scenario.Utf8))
        {
            return report.Verdict is Verdict.Valid ? null : $"it is the same bundle, but {report.Verdict}";
        }

        var member = members.FindLast(member => member.Start <= change.At).Member;
        if (report[CheckName.Anchored].Finding == Findings.AnchorElsewhere)
        {
            return member == "anchor" && report.Verdict is Verdict.CouldNotBeChecked ? null : $"{member} was changed, but {report.Verdict}";
        }

        var failed = report.Checks.FirstOrDefault(check => check.Outcome is CheckOutcome.Failed);
        if (report.Verdict is not Verdict.NotGenuine || failed is null)
        {
            return $"{report.Verdict}: {string.Join(", ", report.NotPassed())}";
        }

        return failed.Name is CheckName.Form || Places[member].Contains(failed.Name) ? null : $"{member} was changed, but {Reading.Line(failed)}";
    }

    /// <summary>Whether the text is JSON with the members of a bundle, each of the right type.</summary>
    private static bool IsWhole(byte[] utf8)
    {
        try
        {
            var text = utf8.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? utf8.AsMemory(3) : utf8;
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 3 });
            return Outline(json.RootElement) == "{\"anchor\":{\"block\":0,\"blockHash\":\"\",\"chainId\":0,\"contract\":\"\",\"department\":\"\",\"registry\":\"\","
                + "\"root\":\"\",\"size\":0,\"tx\":\"\"},\"entry\":\"\",\"proof\":\"\",\"record\":\"\",\"salt\":\"\",\"v\":0}"
                && json.RootElement.GetProperty("v").GetRawText() == "1";
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The names and types without the values. <c>?</c> stands for a type that no bundle contains.</summary>
    private static string Outline(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => $"\"{one.Name}\":{Outline(one.Value)}")) + "}",
        JsonValueKind.String => json.GetString() is null ? "?" : "\"\"",
        JsonValueKind.Number => json.TryGetInt64(out var number) && number is >= 0 and < 1L << 53 ? "0" : "?",
        _ => "?",
    };

    private static List<(int Start, string Member)> MemberStarts(string text) =>
        [.. Places.Keys.Select(member => (text.IndexOf($"\"{member}\":", StringComparison.Ordinal), member)).Order()];

    private sealed record Change(string What, int At, byte[] Utf8);
}
