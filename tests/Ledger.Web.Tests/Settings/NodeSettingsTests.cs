using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Web.StartFaults;
using Ledger.Web.Tests.Endpoints;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests the settings of a node: the defaults, the refused values, and that the README lists all settings.</summary>
public sealed class NodeSettingsTests
{
    [Fact]
    public void Check_Defaults_FindsNothingAndSelectsTheEmbeddedProfile()
    {
        var settings = new NodeSettings();

        Assert.Empty(settings.Check());
        Assert.True(settings.IsEmbedded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ledger.example")]
    [InlineData("ledger example")]
    [InlineData("https://ledger.example")]
    [InlineData("ledger.example/")]
    [InlineData("-ledger.example")]
    [InlineData("ledger.example\n")]
    public void Check_InvalidHost_NamesTheSetting(string host) =>
        Assert.Contains(new NodeSettings { Host = host }.Check(), problem => problem.Contains("Ledger:Host", StringComparison.Ordinal));

    [Fact]
    public void Check_SeveralMistakes_NamesThemAll()
    {
        var settings = new NodeSettings
        {
            DataDirectory = "",
            VerificationsPerMinute = 0,
            Chain = new ChainSettings { Endpoints = [new Uri("http://127.0.0.1:1")], EmbeddedPort = 65536, IntervalSeconds = 0, MirrorMaxAgeSeconds = 0.5, Agreement = 2 },
            Departments = [new DepartmentSettings()],
        };

        string[] named =
        [
            "Ledger:DataDirectory", "Ledger:VerificationsPerMinute", "Ledger:Chain:EmbeddedPort", "Ledger:Chain:IntervalSeconds", "Ledger:Chain:MirrorMaxAgeSeconds",
            "Ledger:Chain:Agreement", "Id is missing",
            "NameZh is missing", "NameEn is missing", "Ledger:Chain:Registry",
        ];
        var problems = settings.Check();
        Assert.All(named, name => Assert.Contains(problems, problem => problem.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(named.Length, problems.Count);
    }

    [Theory]
    [InlineData(4.9, 30, "Ledger:Clock:ToleranceSeconds")]
    [InlineData(3601, 30, "Ledger:Clock:ToleranceSeconds")]
    [InlineData(double.NaN, 30, "Ledger:Clock:ToleranceSeconds")]
    [InlineData(120, 0, "Ledger:Clock:LongestIdleDays")]
    [InlineData(120, 3651, "Ledger:Clock:LongestIdleDays")]
    public void Check_InvalidClockBound_NamesTheSetting(double tolerance, double idle, string name) => Assert.StartsWith(
        name, Assert.Single(new NodeSettings { Clock = new ClockSettings { ToleranceSeconds = tolerance, LongestIdleDays = idle } }.Check()), StringComparison.Ordinal);

    [Theory]
    [InlineData("collector.example")]
    [InlineData("grpc://collector.example:4317")]
    [InlineData("/v1/traces")]
    public void Check_CollectorThatIsNotAWebAddress_NamesTheSetting(string address) => Assert.Equal(
        ["Ledger:Tracing:OtlpEndpoint is not an absolute http or https address."],
        new NodeSettings { Tracing = new TracingSettings { OtlpEndpoint = new Uri(address, UriKind.RelativeOrAbsolute) } }.Check());

    [Theory]
    [InlineData("rpc.example")]
    [InlineData("ftp://rpc.example")]
    [InlineData("/rpc")]
    public void Check_AddressThatIsNotAWebAddress_NamesTheSetting(string address)
    {
        var settings = new NodeSettings
        {
            PublicUrl = new Uri(address, UriKind.RelativeOrAbsolute),
            Chain = new ChainSettings { Endpoints = [new Uri("http://127.0.0.1:1"), new Uri(address, UriKind.RelativeOrAbsolute)], Registry = "0x" },
            Departments = [Parks()],
        };

        Assert.Equal(
            ["Ledger:PublicUrl", "Ledger:Chain:Endpoints"], settings.Check().Select(problem => problem.Split(' ')[0]));
    }

    [Fact]
    public void Check_DuplicateDepartment_IsReported() => Assert.Contains(
        "twice", Assert.Single(new NodeSettings { Departments = [Parks(), Parks()] }.Check()), StringComparison.Ordinal);

    [Theory]
    [InlineData("市园\n林局")]
    [InlineData("Parks\u0007Office")]
    [InlineData("Parks\u001b[31mOffice")]
    [InlineData("Parks\u202eOffice")]
    [InlineData("Parks\u200bOffice")]
    [InlineData("Parks\u2028Office")]
    [InlineData("Parks\u0085Office")]
    [InlineData(" Parks Office")]
    [InlineData("Parks Office\u3000")]
    [InlineData("---")]
    [InlineData("Parks\ud800")]
    public void Check_DepartmentNameThatCannotBeShown_NamesTheSetting(string name)
    {
        Assert.False(DepartmentName.IsName(name));
        Assert.StartsWith("Ledger:Departments: a NameZh", Assert.Single(new NodeSettings { Departments = [new() { Id = "parks", NameZh = name, NameEn = "Parks" }] }.Check()), StringComparison.Ordinal);
        Assert.StartsWith("Ledger:Departments: a NameEn", Assert.Single(new NodeSettings { Departments = [new() { Id = "parks", NameZh = "园林", NameEn = name }] }.Check()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(12_000, false)]
    public void Check_DepartmentName_LimitsItsLengthInCharacters(int length, bool isTaken)
    {
        // A character outside the basic plane counts as one character.
        var settings = new NodeSettings { Departments = [new() { Id = "parks", NameZh = string.Concat(Enumerable.Repeat("𠮷", length)), NameEn = new string('a', length) }] };

        Assert.Equal(isTaken ? 0 : 2, settings.Check().Count);
    }

    [Theory]
    [InlineData("education", "市教育局（演示）")]
    [InlineData("O'Brien & Sons – Health (2)", "市卫健委·第2分部")]
    public void Check_NameOfARealDepartment_FindsNothing(string en, string zh) =>
        Assert.Empty(new NodeSettings { Departments = [new() { Id = "parks", NameZh = zh, NameEn = en }] }.Check());

    [Fact]
    public void Profile_NameThatCannotBeShown_Throws()
    {
        Assert.True(DepartmentId.TryParse("parks", out var id));
        Assert.Throws<ArgumentException>(() => new DepartmentProfile(id, new LocalizedText("园林", "Parks\nOffice"), "ledger.localhost"));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("proxy")]
    public void Check_ProxyThatIsNotAnAddress_NamesTheSetting(string proxy) => Assert.StartsWith(
        "Ledger:TrustedProxies", Assert.Single(new NodeSettings { TrustedProxies = [proxy] }.Check()), StringComparison.Ordinal);

    [Theory]
    [InlineData("Ledger:Chain:Endpoints:0", "http://reader:s3cret@127.0.0.1:99999")]
    [InlineData("Ledger:SampleCity", "s3cret")]
    [InlineData("Ledger:Chain:EmbeddedPort", "s3cret")]
    [InlineData("Ledger:Clock:ConfirmedAt", "s3cret")]
    public async Task Build_WithAValueThatCannotBeRead_NamesTheSettingAndNotTheValue(string name, string value)
    {
        await using var app = Program.Build(await Program.CreateBuilderAsync([$"--{name}={value}"]));

        var refused = await Assert.ThrowsAsync<FaultException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("LDG8004", refused.Fault.Code);
        Assert.StartsWith(name, refused.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The exceptions of a store that does not open, with the code that the node prints.</summary>
    public static TheoryData<Exception, string> StoreProblems() => new()
    {
        { new FaultException(StoreFaults.Locked, "departments/parks is in use.", new IOException()), "LDG8001" },
        { new FaultException(StoreFaults.Foreign, "departments/parks holds another log."), "LDG8009" },
        { new FaultException(StoreFaults.TooNew, "departments/parks is of a newer version."), "LDG8010" },
        { new FaultException(StoreFaults.Behind, "departments/parks is shorter than it was."), "LDG8011" },
        { new FaultException(StoreFaults.TwoHistories, "departments/parks is another."), "LDG8012" },
        { new FaultException(StoreFaults.Damaged, "departments/parks is damaged."), "LDG8006" },
        { new FaultException(StoreFaults.KeyUnusable, "departments/parks has a key of another master key."), "LDG8007" },
        { new FaultException(LogFaults.StorageFails, "ledger.db cannot be written.", new IOException("No space left: departments/parks", 28)), "LDG8541" },
    };

    [Theory, MemberData(nameof(StoreProblems))]
    public void Explain_StoreThatDoesNotOpen_HasACodeAndThePlace(Exception problem, string code)
    {
        var explained = StartUpProblems.Explain(problem);

        Assert.Equal(code, explained?.Fault.Code);
        Assert.Contains("departments/parks", explained!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ConfiguredChainWithoutDepartments_IsReported()
    {
        var settings = new NodeSettings { Chain = new ChainSettings { Endpoints = [new Uri("http://127.0.0.1:1")], Registry = "0x" } };

        Assert.Contains("Ledger:Departments", Assert.Single(settings.Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_ListsEverySettingByBothNames()
    {
        var readme = File.ReadAllText(Path.Combine(ApiDocument.FindSources(), "src", "Ledger.Web", "README.md"));

        Assert.All(Names(typeof(NodeSettings), "Ledger"), name =>
        {
            Assert.Contains($"`{name}`", readme, StringComparison.Ordinal);
            Assert.Contains($"`{name.Replace(":", "__", StringComparison.Ordinal)}`", readme, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Readme_ListsEveryRoute()
    {
        var readme = File.ReadAllText(Path.Combine(ApiDocument.FindSources(), "src", "Ledger.Web", "README.md"));

        Assert.All(ApiDocument.Operations, operation => Assert.Matches(
            $@"\| {operation.Method} \| `{System.Text.RegularExpressions.Regex.Escape(operation.Path)}` \|", readme));
    }

    private static DepartmentSettings Parks() => new() { Id = "parks", NameZh = "市园林局", NameEn = "Parks Office" };

    private static IEnumerable<string> Names(Type type, string prefix) => type.GetProperties().Where(property => property.CanWrite).SelectMany(property =>
        property.PropertyType == typeof(ChainSettings) || property.PropertyType == typeof(SelfCheckSettings) || property.PropertyType == typeof(ClockSettings)
                || property.PropertyType == typeof(TracingSettings)
            ? Names(property.PropertyType, $"{prefix}:{property.Name}")
        : property.PropertyType == typeof(IList<DepartmentSettings>) ? Names(typeof(DepartmentSettings), prefix + ":Departments:0")
        : property.PropertyType == typeof(IList<Uri>) || property.PropertyType == typeof(IList<string>) ? [$"{prefix}:{property.Name}:0"]
        : (IEnumerable<string>)[$"{prefix}:{property.Name}"]);
}
