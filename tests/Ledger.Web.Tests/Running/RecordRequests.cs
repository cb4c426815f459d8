using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Ledger.Web.Tests.Running;

/// <summary>Makes valid requests to issue a record. Each test gets a new one.</summary>
internal static partial class TestRecords
{
    public const string Department = "education";

    public static string Root => $"/v1/departments/{Department}/records";

    /// <summary>The file in the catalogue with the type of <see cref="Completion"/>.</summary>
    public static string CompletionTypeFile
    {
        get
        {
            var repository = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName; // artifacts/bin/{project}/{configuration}
            var type = Completion()["type"]!.GetValue<string>();
            return Directory.EnumerateFiles(Path.Combine(repository, "src", "Ledger", "Issuing", "RecordTypes"), "compulsory*.json")
                .Single(path => File.ReadAllText(path).Contains($"\"{type}\"", StringComparison.Ordinal));
        }
    }

    /// <summary>A certificate of completed compulsory education for a fictional person.</summary>
    public static JsonObject Completion() => new()
    {
        ["type"] = "https://city.example/vct/compulsory-education-completion/1",
        ["subject"] = new JsonObject
        {
            ["idType"] = "resident-identity-card",
            ["idNumber"] = "470102200902028494",
            ["name"] = "张俊熙",
            ["givenName"] = "Junxi",
            ["familyName"] = "Zhang",
            ["birthdate"] = "2009-02-02",
            ["sex"] = "male",
        },
        ["claims"] = new JsonObject
        {
            ["document_number"] = $"毕业〔2026〕{Guid.NewGuid():N}号", // Each document number can be issued only once.
            ["date_of_issuance"] = "2026-04-04",
            ["jurisdiction"] = "470100",
            ["legal_basis"] = new JsonArray(new JsonObject
            {
                ["act"] = new JsonObject { ["zh"] = "中华人民共和国义务教育法", ["en"] = "Compulsory Education Law of the PRC" },
                ["article"] = "第十一条",
            }),
            ["certificate_number"] = "202547010006187609",
            ["stage"] = "junior",
            ["school"] = new JsonObject
            {
                ["id"] = "3147000200",
                ["name"] = new JsonObject { ["zh"] = "示例市临江区初级中学", ["en"] = "Linjiang Junior High School, Sample City" },
            },
            ["completion_date"] = "2025-06-28",
            ["result"] = "graduated",
            ["isced_level"] = 2,
            ["electronic_licence"] = new JsonObject
            {
                ["cert_type_code"] = "11470100MA00000237103",
                ["cert_identifier"] = "1.2.156.3005.2.11470100MA00000237103.11470100MA00000237.20260404000000022.001.R",
                ["cert_state"] = "01",
            },
        },
        ["validFrom"] = "2026-04-04T00:00:00Z",
    };

    /// <summary>The same request as a line of a batch.</summary>
    public static JsonObject Line(string key)
    {
        var line = Completion();
        line["key"] = key;
        line["claims"]!["document_number"] = DocumentOf(key);
        line["department"] = Department;
        return line;
    }

    /// <summary>Derives a unique document number from a key. The same key always gives the same number.</summary>
    public static string DocumentOf(string key) => "毕业-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];

    public static string NewKey() => "test-" + Guid.NewGuid().ToString("N");
}
