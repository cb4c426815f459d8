using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Samples;
using Ledger.Sealing;
using Ledger.Sharing;
using Ledger.Tests.Files;
using Ledger.UseCases;
using Ledger.UseCases.Residents;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Erasing;

/// <summary>
/// Somebody who has the whole data directory and the master key, and knows every resident of the sample city with every request that was ever sent,
/// looks for one who was erased. The same search finds everybody else, so it would find the erased one, too, if anything were left.
/// </summary>
public sealed class NothingLeftTests
{
    private const string Department = "health";

    private static readonly BlindIndexes Indexes = new(ErasureBench.Master);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_WithDataDirectoryAndMasterKey_NothingLeadsToTheResident()
    {
        using var folder = new TempFolder();
        var lines = ReadLines();
        var erased = lines.GroupBy(NumberOf).MaxBy(group => group.Count())!.Key;
        IReadOnlyList<long> gone;
        Dictionary<string, Digest> codes = [];
        await using (var bench = await ErasureBench.OpenAsync(folder.Root, Department))
        {
            gone = await FillAndEraseAsync(bench, lines, erased, codes);
        }

        await using var attacked = await AttackedStore.OpenAsync(folder.Root, Id);
        foreach (var line in lines)
        {
            var isErased = NumberOf(line) == erased;
            AssertFound(!isErased, FindPerson(attacked, line), $"The person of {line["key"]}");
            AssertFound(!isErased, FindRequest(attacked, line), $"The request {line["key"]}");
            AssertFound(!isErased, FindDocument(attacked, line), $"The document of {line["key"]}");
            AssertFound(!isErased, FindCode(attacked, codes[(string)line["key"]!]), $"The code of a share of {line["key"]}");
        }

        AssertNoKeyOpens(attacked, gone);
        AssertNoText(attacked, [.. lines.Where(line => NumberOf(line) == erased)]);
    }

    private static DepartmentId Id => DepartmentId.TryParse(Department, out var id) ? id : default;

    private static List<JsonObject> ReadLines()
    {
        using var reader = new StreamReader(SampleCityFile.OpenRead());
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => (string?)line["department"] == Department)];
    }

    private static string NumberOf(JsonObject line) => (string)line["subject"]!["idNumber"]!;

    private static IdentityNumber IdentityOf(JsonObject line) =>
        IdentityTypes.Read((string)line["subject"]!["idType"]!, NumberOf(line), new DateOnly(2026, 12, 2), "", "").Required;

    /// <summary>Issues every line, looks at each record, and erases one resident.</summary>
    private static async Task<IReadOnlyList<long>> FillAndEraseAsync(ErasureBench bench, List<JsonObject> lines, string number, Dictionary<string, Digest> codes)
    {
        var reader = new Caller("desk-9", Id, Role.Issuer);
        var departments = new HostedDepartments();
        departments.Add(bench.Department);
        IdentityNumber? person = null;
        foreach (var line in lines)
        {
            using var request = ReadRequest(line);
            var entry = (await bench.Department.Records.AppendAsync(request)).Required.Entry;
            Assert.Null((await new ReadRecord(bench.Department, reader).ExecuteAsync(entry.Id, null, ErasureBench.Purpose("care"), Cancel)).Refusal);
            var code = await ShareAndComplainAsync(bench, departments, line, entry);
            codes[(string)line["key"]!] = Indexes.ForShare(code.Symbols);
            person = NumberOf(line) == number ? IdentityOf(line) : person;
        }

        var handle = (await bench.Department.Subjects.FindAsync(person!, Cancel))!.Value;
        var entries = await bench.EntriesOfAsync(handle);
        var asked = await bench.Department.Erasures.AskAsync(handle, ErasureBasis.Objection, null, ErasureBench.Asker, Cancel);
        Assert.Null((await bench.ApproveAsync(asked.Required.Id)).Refusal);
        return [.. entries.Select(entry => entry.Index)];
    }

    /// <summary>Shares a record, opens the share, and complains about the opening.</summary>
    private static async Task<ShareCode> ShareAndComplainAsync(ErasureBench bench, HostedDepartments departments, JsonObject line, StoredEntry entry)
    {
        var resident = new Resident(IdentityOf(line), "city-id");
        var order = new ShareOrder(Id, entry.Id, [], null, ShareWay.Paper);
        var made = (await new ShareRecord(departments, PurposeCatalogue.Shipped, ShareLimits.Default, bench.Clock).ExecuteAsync(resident, order, Cancel)).Required;
        Assert.Null((await new OpenShare(departments, PurposeCatalogue.Shipped).ExecuteAsync(made.Code.Format(), Cancel)).Refusal);
        Assert.Null((await new ComplainAboutRead(departments).ExecuteAsync(resident, Id, made.Entry.Index, $"关于{entry.Id}，我没有同意。", Cancel)).Refusal);
        return made.Code;
    }

    private static bool FindCode(AttackedStore attacked, Digest code) => attacked.Contains(Encoding.ASCII.GetBytes(code.ToHex())) || attacked.Contains(code.ToArray());

    private static bool FindPerson(AttackedStore attacked, JsonObject line)
    {
        var person = Indexes.ForSubject(IdentityOf(line));
        var (isIndexed, isWritten) = (attacked.KnowsPerson(person), attacked.Contains(person.ToArray()));
        Assert.Equal(isIndexed, isWritten);
        return isIndexed;
    }

    /// <summary>Whether the request is recognised: with the master key alone, or with the key of any subject.</summary>
    private static bool FindRequest(AttackedStore attacked, JsonObject line)
    {
        using var request = ReadRequest(line);
        var blinded = Indexes.ForRequest(request.Fingerprint);
        return attacked.Subjects.Select(subject => subject.Fingerprint(blinded)).Append(blinded).Append(request.Fingerprint)
            .Any(fingerprint => attacked.Contains(fingerprint.ToArray()));
    }

    private static bool FindDocument(AttackedStore attacked, JsonObject line)
    {
        var number = (string)line["claims"]!["document_number"]!;
        var folded = string.Concat(number.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
        return attacked.KnowsDocument(Indexes.ForDocument($"{RecordFamily.WithoutVersion((string)line["type"]!)}\0{folded}"));
    }

    private static void AssertNoKeyOpens(AttackedStore attacked, IReadOnlyList<long> gone)
    {
        foreach (var (entry, payload) in attacked.Entries.Where(one => !one.Payload.IsEmpty))
        {
            var isOpened = attacked.Subjects.Any(subject => PayloadCipher.TryOpen(subject.Key, Id, entry.Id, payload.Span) is not null);
            AssertFound(!gone.Contains(entry.Index), isOpened, $"The key of entry {entry.Index}");
        }
    }

    // Short values occur in any file by chance, and the words of a record type's name in the journal.
    private static void AssertNoText(AttackedStore attacked, IReadOnlyList<JsonObject> lines)
    {
        var values = lines.SelectMany(line => Values(line["subject"]!).Concat(Values(line["claims"]!)))
            .Where(value => Encoding.UTF8.GetByteCount(value) >= 6 && !lines.Any(line => ((string)line["type"]!).Contains(value, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(values.Count > 5);
        Assert.All(values, value => Assert.False(attacked.Contains(Encoding.UTF8.GetBytes(value)), $"{value} stands in a file."));
    }

    private static RecordRequest ReadRequest(JsonObject line) => RecordRequestReader.Read(Encoding.UTF8.GetBytes(line.ToJsonString()), null).Required;

    private static IEnumerable<string> Values(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Value is { } value ? Values(value) : []),
        JsonArray elements => elements.SelectMany(element => element is { } value ? Values(value) : []),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static void AssertFound(bool expected, bool found, string what) => Assert.True(expected == found, $"{what} is {(found ? "" : "not ")}found.");
}
