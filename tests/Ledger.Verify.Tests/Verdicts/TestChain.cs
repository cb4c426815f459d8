using System.Collections.Immutable;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The data that a chain holds about one department.</summary>
internal sealed record Registered(DepartmentFacts Department)
{
    public ImmutableArray<LogKeyFacts> LogKeys { get; init; } = [];

    public ImmutableArray<RecordKeyFacts> RecordKeys { get; init; } = [];

    /// <summary>The authorities, by the id of the record type on chain.</summary>
    public ImmutableDictionary<Digest, ImmutableArray<Validity>> Authority { get; init; } =
        ImmutableDictionary<Digest, ImmutableArray<Validity>>.Empty;

    public ImmutableArray<AnchorFacts> Anchors { get; init; } = [];

    public ImmutableArray<RecordedMigration> Migrations { get; init; } = [];

    /// <summary>The status changes, by the id of the record on chain.</summary>
    public ImmutableDictionary<Digest, ImmutableArray<StatusChangeFacts>> Statuses { get; init; } =
        ImmutableDictionary<Digest, ImmutableArray<StatusChangeFacts>>.Empty;
}

/// <summary>
/// A chain that always answers. It answers the questions of the given bundle, as an adapter does, so a changed bundle gets the answers to its
/// changed questions. Immutable.
/// </summary>
internal sealed record TestChain(ChainSource Source)
{
    public static ChainAddress RegistryAddress { get; } = Address('1');

    public static ChainAddress AnchorAddress { get; } = Address('2');

    public static ChainAddress StatusAddress { get; } = Address('3');

    public ImmutableDictionary<Digest, Registered> Departments { get; init; } = ImmutableDictionary<Digest, Registered>.Empty;

    public ImmutableDictionary<Digest, RecordTypeFacts> Types { get; init; } = ImmutableDictionary<Digest, RecordTypeFacts>.Empty;

    public static ChainAddress Address(char digit) =>
        ChainAddress.TryParse("0x" + new string(digit, 40), out var address) ? address : throw new ArgumentException("Not a digit.", nameof(digit));

    /// <summary>A chain with both departments. All their keys are registered and they may issue the type.</summary>
    public static TestChain Create()
    {
        var chain = new TestChain(new ChainSource(
            31337, RegistryAddress, AnchorAddress, StatusAddress, Times.Block(60, Times.Asked), Times.Block(60, Times.Asked), "instant",
            ["http://127.0.0.1:8545"]));
        return chain.Knowing(TestDepartment.StudentStatus).Admitting(TestDepartment.Education).Admitting(TestDepartment.Health);
    }

    public TestChain Knowing(TypeMetadata type) => this with
    {
        Types = Types.Add(OnChainId.OfRecordType(type.Vct), new RecordTypeFacts(type.Vct, MetadataHashOf(type))),
    };

    public TestChain Admitting(TestDepartment department)
    {
        var always = new Validity(Times.Admitted, null);
        var facts = new DepartmentFacts(department.Origin, "http://127.0.0.1:5080", Address('a'), Times.Admitted, null);
        return With(new Registered(facts)
        {
            LogKeys = [new LogKeyFacts(department.LogKey.Key.PublicKey, always)],
            RecordKeys = [Facts(department.SealKey.PublicKey, always), Facts(department.OtherSealKey.PublicKey, always)],
            Authority = ImmutableDictionary<Digest, ImmutableArray<Validity>>.Empty.Add(
                OnChainId.OfRecordType(TestDepartment.StudentStatus.Vct), [always]),
        });
    }

    public TestChain With(Registered department) =>
        this with { Departments = Departments.SetItem(OnChainId.OfDepartment(department.Department.Origin), department) };

    public Registered RegistrationOf(TestDepartment department) => Departments[department.Id];

    /// <summary>Answers the questions of a bundle. An unreadable bundle has no questions.</summary>
    public ChainFacts Ask(BundleQuestions? questions)
    {
        if (questions is null)
        {
            return ChainFacts.NotAsked("the bundle cannot be read");
        }

        var department = Departments.GetValueOrDefault(OnChainId.OfDepartment(questions.Origin));
        var type = OnChainId.OfRecordType(questions.RecordType);
        var anchor = department?.Anchors.FirstOrDefault(anchor => anchor.NewSize == questions.AnchoredSize);
        return new ChainFacts
        {
            Source = Answer<ChainSource>.Known(Source),
            Department = Answer<DepartmentFacts?>.Known(department?.Department),
            LogKeys = Answer<ImmutableArray<LogKeyFacts>>.Known(department?.LogKeys ?? []),
            RecordKey = Answer<RecordKeyFacts?>.Known(department?.RecordKeys.FirstOrDefault(key => key.Thumbprint == questions.KeyThumbprint)),
            RecordType = Answer<RecordTypeFacts?>.Known(Types.GetValueOrDefault(type)),
            Authority = Answer<ImmutableArray<Validity>>.Known(FindOrEmpty(department?.Authority, type)),
            RootAtSize = AboutAnchor<Digest?>(questions, anchor?.Root),
            Anchor = AboutAnchor(questions, anchor),
            Statuses = Answer<ImmutableArray<StatusChangeFacts>>.Known(FindOrEmpty(department?.Statuses, questions.RecordId)),
            LaterInBlock = Answer<ImmutableArray<ValidityChange>>.Known([]),
            ImpossibleHead = Answer<ImpossibleHead?>.Known(null),
            Migrations = Answer<ImmutableArray<RecordedMigration>>.Known(department?.Migrations ?? []),
            MigratedAnchors = Answer<ImmutableArray<AnchorFacts>>.Known(
                [.. department?.Anchors.Where(one => questions.MigratedSizes.Contains(one.NewSize)) ?? []]),
        };
    }

    private static Answer<T> AboutAnchor<T>(BundleQuestions questions, T answer) =>
        questions.AnchoredSize is null ? Answer<T>.Unknown("the bundle names no anchor") : Answer<T>.Known(answer);

    private static ImmutableArray<T> FindOrEmpty<T>(ImmutableDictionary<Digest, ImmutableArray<T>>? found, Digest id) =>
        found is not null && found.TryGetValue(id, out var values) ? values : [];

    private static RecordKeyFacts Facts(Jwk key, Validity validity) =>
        new(key.Thumbprint, (byte)key.Algorithm, [.. key.PublicKey.Span], validity);

    private static Digest MetadataHashOf(TypeMetadata type) =>
        Digest.TryRead(Convert.FromBase64String(type.Integrity["sha256-".Length..]), out var hash) ? hash : default;
}
