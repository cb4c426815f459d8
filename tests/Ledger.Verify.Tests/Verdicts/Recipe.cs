using System.Security.Cryptography;
using System.Text;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>
/// Makes a bundle with all its real parts. A test can change any step to make it wrong. The chain always registers the correct data of the
/// department. Immutable.
/// </summary>
internal sealed record Recipe
{
    public const string RecordId = "019ab000-0000-7000-8000-000000000001";

    private const long RecordBlock = 42;

    public TestDepartment Department { get; init; } = TestDepartment.Education;

    public ISealSigner Sealer { get; init; } = TestDepartment.Education.SealKey;

    /// <summary>The signers of the checkpoint.</summary>
    public INoteSigner[] LogSigners { get; init; } = [TestDepartment.Education.LogKey];

    /// <summary>The origin of the log, as the checkpoint names it.</summary>
    public string Origin { get; init; } = TestDepartment.Education.Origin;

    public ClearClaims Clear { get; init; } = new()
    {
        Issuer = TestDepartment.Education.Issuer,
        RecordType = TestDepartment.StudentStatus.Vct,
        TypeIntegrity = TestDepartment.StudentStatus.Integrity,
        IssuedAt = Times.Issued,
        NotBefore = Times.ValidFrom,
        ExpiresAt = Times.ValidUntil,
        RecordId = RecordId,
    };

    public string Claims { get; init; } =
        """{"id_type":"resident_id","student_number":"G110101201501012345","grade":3,"school":{"id":"12110000E00000001A","name":{"zh":"第一小学"}}}""";

    public string EntryId { get; init; } = RecordId;

    public EntryKind Kind { get; init; } = EntryKind.Certificate;

    /// <summary>The <c>at</c> of the entry, in milliseconds since 1970.</summary>
    public long LoggedAt { get; init; } = Times.Logged.ToUnixTimeMilliseconds();

    /// <summary>Returns the recipe of a department that follows the rules.</summary>
    public static Recipe ForDepartment(TestDepartment department)
    {
        var recipe = new Recipe();
        return recipe with
        {
            Department = department,
            Sealer = department.SealKey,
            LogSigners = [department.LogKey],
            Origin = department.Origin,
            Clear = recipe.Clear with { Issuer = department.Issuer },
        };
    }

    /// <summary>Returns the recipe of another record of the same resident.</summary>
    public Recipe About(string recordId) => this with { EntryId = recordId, Clear = Clear with { RecordId = recordId } };

    /// <summary>Seals, logs, anchors and proves the record.</summary>
    public Scenario Make() => MakeTogether(this)[0];

    /// <summary>Makes several records next to each other in one log, under one anchor.</summary>
    public static Scenario[] MakeTogether(params Recipe[] recipes)
    {
        var log = new TestLog(recipes[0].Origin);
        log.AppendOthers(3);
        log.Anchor(Times.Block(RecordBlock - 1, Times.Issued));
        log.AppendOthers(1);
        var logged = recipes.Select(recipe => (Recipe: recipe, Record: recipe.SealAndLog(log))).ToList();
        log.AppendOthers(2);
        var anchor = log.Anchor(Times.Block(RecordBlock, Times.Seen));
        log.AppendOthers(5);
        log.Anchor(Times.Block(RecordBlock + 1, Times.SeenAgain));
        return [.. logged.Select(one => one.Recipe.Prove(one.Record, log, anchor))];
    }

    private Logged SealAndLog(TestLog log)
    {
        var sealedJwt = Seal();
        var salt = RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var commitment = Commitment.Compute(salt, Encoding.ASCII.GetBytes(sealedJwt.IssuerJwt));
        var status = Kind is EntryKind.Status ? EntryStatus.Active : (EntryStatus?)null;
        var entry = new LogEntry(LoggedAt, commitment, EntryId, Kind, status);
        return new Logged(sealedJwt.ToCompact(), salt, entry, log.Append(entry));
    }

    private Scenario Prove(Logged record, TestLog log, AnchorFacts anchor)
    {
        var chain = TestChain.Create();
        var source = chain.Source;
        var bundle = new RecordBundle(
            record.Compact, Encoding.ASCII.GetString(record.Entry.ToUtf8()), [.. record.Salt],
            log.Prove(record.Index, anchor.NewSize, LogSigners).ToString(),
            new BundleAnchor(
                source.ChainId, source.Registry, source.LogAnchor, OnChainId.OfDepartment(Origin), anchor.NewSize, anchor.Root, anchor.Block.Number,
                anchor.Block.Hash, anchor.Transaction));
        return new Scenario(bundle, chain.With(chain.RegistrationOf(Department) with { Anchors = log.Anchors }))
        {
            Department = Department,
            Log = log,
            Index = record.Index,
            Options = new VerificationOptions { AsOf = Times.Asked, Now = Times.Asked },
        };
    }

    private SealedSdJwt Seal() =>
        new SdJwtIssuer(Sealer).TryIssue(
            Encoding.UTF8.GetBytes(Claims), TestDepartment.StudentStatus.Disclosure, Clear, out var sealedJwt, out var refusal)
            ? sealedJwt
            : throw new InvalidOperationException(refusal.ToString());

    private sealed record Logged(string Compact, byte[] Salt, LogEntry Entry, long Index);
}
