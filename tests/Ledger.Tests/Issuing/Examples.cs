using System.Text;
using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Issuing;

/// <summary>Valid requests, one file per type, and ways to make them invalid.</summary>
internal static class Examples
{
    public const string StudentStatus = "student-status";
    public const string Immunization = "immunization";
    public const string Unemployment = "unemployment-registration";
    public const string ElderAllowance = "elder-allowance-decision";

    public static TheoryData<string> Names => [StudentStatus, Immunization, Unemployment, ElderAllowance];

    public static byte[] Read(string name) => ReadResource("examples/" + name);

    public static byte[] ReadResource(string name)
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>An example with a change.</summary>
    public static byte[] Change(string name, Action<JsonObject> change)
    {
        var request = JsonNode.Parse(Read(name))!.AsObject();
        change(request);
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    public static RecordRequest Request(string name, Action<JsonObject>? change = null) =>
        RecordRequestReader.Read(change is null ? Read(name) : Change(name, change)).Required;
}

/// <summary>The record types, loaded once for all tests.</summary>
internal static class TestCatalogue
{
    private static readonly Lazy<Task<RecordTypeCatalogue>> Loaded = new(() => RecordTypeCatalogue.LoadAsync(CancellationToken.None).AsTask());

    public static Task<RecordTypeCatalogue> LoadAsync() => Loaded.Value;
}

internal static class Refusals
{
    /// <summary>Asserts a refusal with this code at exactly these places, each with a sentence in both languages.</summary>
    public static void AssertIs(Fault fault, Refusal? refusal, params IEnumerable<string> places)
    {
        Assert.NotNull(refusal);
        Assert.Equal(fault.Code, refusal.Fault.Code);
        Assert.Equal(places.Order(StringComparer.Ordinal), refusal.Violations.Select(violation => violation.Path).Order(StringComparer.Ordinal));
        Assert.All(refusal.Violations, violation =>
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", violation.Message.Zh);
            Assert.Matches("[A-Za-z].*[.]$", violation.Message.En);
        });
    }
}
