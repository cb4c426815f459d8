using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Ledger.Web.StartFaults;
using Ledger.Web.Tests.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Tests.Settings;

/// <summary>Tests the settings of a node: the defaults, the refused values, and that the README lists all settings.</summary>
public sealed class NodeSettingsTests
{
    [Fact]
    public void Check_Defaults_FindsNothingAndSelectsTheEmbeddedProfile()
    {
        using var settings = new BoundSettings(new ConfigurationBuilder().Build());

        Assert.Empty(settings.Check());
        Assert.True(settings.Get<ChainOptions>().IsEmbedded);
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
        Assert.StartsWith("Ledger:Host is ", Assert.Single(BoundSettings.Check(("Host", host))), StringComparison.Ordinal);

    [Fact]
    public void Check_SeveralMistakes_NamesThemAll()
    {
        var problems = BoundSettings.Check(
            ("DataDirectory", ""), ("VerificationsPerMinute", "0"), ("Chain:Endpoints:0", "http://127.0.0.1:1"), ("Chain:EmbeddedPort", "65536"),
            ("Chain:IntervalSeconds", "0"), ("Chain:MirrorMaxAgeSeconds", "0.5"), ("Chain:Agreement", "2"), ("Departments:0:Id", ""));

        string[] named =
        [
            "Ledger:DataDirectory", "Ledger:VerificationsPerMinute", "Ledger:Chain:EmbeddedPort", "Ledger:Chain:IntervalSeconds", "Ledger:Chain:MirrorMaxAgeSeconds",
            "Ledger:Chain:Agreement", "Id is missing",
            "NameZh is missing", "NameEn is missing", "Ledger:Chain:Registry",
        ];
        Assert.All(named, name => Assert.Contains(problems, problem => problem.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(named.Length, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith("Ledger:", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("IsEmbedded")]
    [InlineData("Chain:Endpoint")]
    [InlineData("Chain:IsEmbedded")]
    [InlineData("SelfCheck:Host")]
    [InlineData("Departments:0:Name")]
    [InlineData("TrustedProxies:0:Address")]
    [InlineData("Host:Name")]
    public void Check_UnknownSetting_IsRefusedByItsName(string name)
    {
        var refused = Assert.Throws<FaultException>(() => BoundSettings.Check((name, "1")));

        Assert.Equal("LDG8004", refused.Fault.Code);
        Assert.Equal($"Ledger:{name} is not a setting.", refused.Detail);
    }

    [Fact]
    public void Explain_SeveralWrongConcerns_PrintsTheProblemsOfAll()
    {
        var explained = StartUpProblems.Explain(new AggregateException(
            new OptionsValidationException("", typeof(StorageOptions), ["Ledger:DataDirectory is empty."]),
            new OptionsValidationException("", typeof(ClockOptions), ["Ledger:Clock:ToleranceSeconds is not between 5 and 3600."])));

        Assert.Equal("LDG8004", explained?.Fault.Code);
        Assert.Equal("Ledger:DataDirectory is empty. Ledger:Clock:ToleranceSeconds is not between 5 and 3600.", explained?.Detail);
    }

    [Theory]
    [InlineData("Clock:ToleranceSeconds", "4.9", "is not between 5 and 3600.")]
    [InlineData("Clock:ToleranceSeconds", "3601", "is not between 5 and 3600.")]
    [InlineData("Clock:ToleranceSeconds", "NaN", "is not between 5 and 3600.")]
    [InlineData("Clock:LongestIdleDays", "0", "is not between 1 and 3650.")]
    [InlineData("Clock:LongestIdleDays", "3651", "is not between 1 and 3650.")]
    [InlineData("SelfCheck:IntervalHours", "0", "is not between 0.001 and 8760.")]
    [InlineData("SelfCheck:FirstAfterSeconds", "-1", "is not between 0 and 86400.")]
    [InlineData("SelfCheck:FirstAfterSeconds", "-0.1", "is not between 0 and 86400.")]
    [InlineData("SelfCheck:FirstAfterSeconds", "86400.4", "is not between 0 and 86400.")]
    [InlineData("SelfCheck:FirstAfterSeconds", "Infinity", "is not between 0 and 86400.")]
    [InlineData("SelfCheck:FirstAfterSeconds", "NaN", "is not between 0 and 86400.")]
    [InlineData("Chain:MirrorMaxAgeSeconds", "0.51", "is not between 1 and 86400.")]
    [InlineData("Chain:MirrorMaxAgeSeconds", "86400.4", "is not between 1 and 86400.")]
    [InlineData("Chain:MirrorMaxAgeSeconds", "3000000000", "is not between 1 and 86400.")]
    [InlineData("Chain:MirrorMaxAgeSeconds", "1e300", "is not between 1 and 86400.")]
    [InlineData("Chain:MirrorMaxAgeSeconds", "NaN", "is not between 1 and 86400.")]
    [InlineData("Chain:IntervalSeconds", "NaN", "is not between 0.1 and 86400.")]
    [InlineData("VerificationsPerMinute", "1000001", "is not between 1 and 1000000.")]
    [InlineData("SelfCheck:EntriesPerSecond", "0", "is not between 1 and 10000000.")]
    public void Check_NumberOutOfRange_NamesTheSettingAndItsRange(string name, string value, string problem) =>
        Assert.Equal([$"Ledger:{name} {problem}"], BoundSettings.Check((name, value)));

    [Theory]
    [InlineData("collector.example")]
    [InlineData("grpc://collector.example:4317")]
    [InlineData("/v1/traces")]
    public void Check_CollectorThatIsNotAWebAddress_NamesTheSetting(string address) => Assert.Equal(
        ["Ledger:Tracing:OtlpEndpoint is not an absolute http or https address."],
        BoundSettings.Check(("Tracing:OtlpEndpoint", address)));

    [Theory]
    [InlineData("rpc.example")]
    [InlineData("ftp://rpc.example")]
    [InlineData("/rpc")]
    public void Check_AddressThatIsNotAWebAddress_NamesTheSetting(string address)
    {
        var problems = BoundSettings.Check(
            [("PublicUrl", address), ("Chain:Endpoints:0", "http://127.0.0.1:1"), ("Chain:Endpoints:1", address), ("Chain:Registry", "0x"), .. Parks]);

        Assert.Equal(["Ledger:PublicUrl", "Ledger:Chain:Endpoints"], problems.Select(problem => problem.Split(' ')[0]));
    }

    [Theory]
    [InlineData("Chain:Endpoints:0")]
    [InlineData("Chain:Endpoints:x")]
    public void Check_OnlyEndpointIsEmpty_NamesTheSetting(string name) => Assert.Equal(
        ["Ledger:Chain:Endpoints holds something else than absolute http or https addresses."],
        BoundSettings.Check([(name, ""), ("Chain:Registry", "0x"), .. Parks]));

    [Theory]
    [InlineData("Chain:Endpoints:1")]
    [InlineData("Chain:Endpoints:x")]
    public void Check_EmptyEndpointBesideAnother_NamesTheSetting(string name) => Assert.Equal(
        ["Ledger:Chain:Endpoints holds something else than absolute http or https addresses."],
        BoundSettings.Check([("Chain:Endpoints:0", "http://127.0.0.1:1"), (name, ""), ("Chain:Registry", "0x"), .. Parks]));

    [Fact]
    public void Check_DuplicateDepartment_IsReported() => Assert.Contains(
        "twice", Assert.Single(BoundSettings.Check([.. Parks, .. Departments(1, "parks", "市园林局", "Parks Office")])), StringComparison.Ordinal);

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
        Assert.StartsWith("Ledger:Departments: a NameZh", Assert.Single(BoundSettings.Check(Departments(0, "parks", name, "Parks"))), StringComparison.Ordinal);
        Assert.StartsWith("Ledger:Departments: a NameEn", Assert.Single(BoundSettings.Check(Departments(0, "parks", "园林", name))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(12_000, false)]
    public void Check_DepartmentName_LimitsItsLengthInCharacters(int length, bool isTaken)
    {
        // A character outside the basic plane counts as one character.
        var problems = BoundSettings.Check(Departments(0, "parks", string.Concat(Enumerable.Repeat("𠮷", length)), new string('a', length)));

        Assert.Equal(isTaken ? 0 : 2, problems.Count);
    }

    [Theory]
    [InlineData("education", "市教育局（演示）")]
    [InlineData("O'Brien & Sons – Health (2)", "市卫健委·第2分部")]
    public void Check_NameOfARealDepartment_FindsNothing(string en, string zh) =>
        Assert.Empty(BoundSettings.Check(Departments(0, "parks", zh, en)));

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
        "Ledger:TrustedProxies", Assert.Single(BoundSettings.Check(("TrustedProxies:0", proxy))), StringComparison.Ordinal);

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

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft")]
    [InlineData("Logging:Console:LogLevel:System.Net.Http")]
    public async Task CreateBuilder_WithAnUnknownLogLevel_NamesTheSetting(string name)
    {
        var refused = await Assert.ThrowsAsync<FaultException>(() => Program.CreateBuilderAsync([$"--{name}=bogus"]));

        Assert.Equal("LDG8004", refused.Fault.Code);
        Assert.StartsWith($"{name} is not a log level", refused.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("None")]
    [InlineData("")]
    public async Task Build_WithALogLevelOfTheFramework_Succeeds(string level)
    {
        await using var app = Program.Build(await Program.CreateBuilderAsync([$"--Logging:LogLevel:Default={level}"]));

        Assert.NotNull(app.Logger);
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
    public void Check_ConfiguredChainWithoutDepartments_IsReported() => Assert.Equal(
        ["Ledger:Departments is empty although a chain is configured."],
        BoundSettings.Check(("Chain:Endpoints:0", "http://127.0.0.1:1"), ("Chain:Registry", "0x")));

    [Fact]
    public void Check_WrongChainWithoutDepartments_ReportsBoth() => Assert.Equal(
        ["Ledger:Chain:Agreement is not between 1 and 100.", "Ledger:Departments is empty although a chain is configured."],
        BoundSettings.Check(("Chain:Endpoints:0", "http://127.0.0.1:1"), ("Chain:Registry", "0x"), ("Chain:Agreement", "0")));

    [Fact]
    public void Readme_ListsEverySettingByBothNames()
    {
        var readme = File.ReadAllText(Path.Combine(ApiDocument.FindSources(), "src", "Ledger.Web", "README.md"));

        Assert.All(Names(), name =>
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

    private static (string, string)[] Parks => Departments(0, "parks", "市园林局", "Parks Office");

    private static (string, string)[] Departments(int index, string id, string zh, string en) =>
        [($"Departments:{index}:Id", id), ($"Departments:{index}:NameZh", zh), ($"Departments:{index}:NameEn", en)];

    private static IEnumerable<string> Names() => new ServiceCollection().AddNodeSettings().Select(service => service.ImplementationInstance).OfType<SettingsSection>()
        .SelectMany(section => Names(section.Options, section.Path));

    private static IEnumerable<string> Names(Type type, string prefix) => type.GetProperties().Where(property => property.CanWrite).SelectMany(property =>
        property.PropertyType is not { IsGenericType: true } list || list.GetGenericTypeDefinition() != typeof(IList<>) ? [$"{prefix}:{property.Name}"]
        : list.GetGenericArguments()[0] is var item && (item == typeof(Uri) || item == typeof(string)) ? (IEnumerable<string>)[$"{prefix}:{property.Name}:0"]
        : Names(item, $"{prefix}:{property.Name}:0"));
}
