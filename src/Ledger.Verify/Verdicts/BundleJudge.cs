using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using static Ledger.Verify.Verdicts.Check;

namespace Ledger.Verify.Verdicts;

/// <summary>Runs the checks of one well-formed bundle. Use one instance for one bundle.</summary>
internal sealed class BundleJudge
{
    private readonly DecodedBundle _parts;
    private readonly ApplicableFacts _migrated;
    private readonly ChainFacts _facts;
    private readonly PinnedKeys? _pinned;
    private readonly VerificationOptions _options;
    private readonly VerificationCache _cache;
    private readonly SdJwtClaims? _claims;
    private readonly Refusal? _claimsRefusal;

    // When the chain first saw the record. Keys and authorities are judged at this moment. Null without a chain or without the first anchor.
    private readonly AnchorMoment? _seen;

    // The time that the verdict is about.
    private readonly DateTimeOffset _asOf;
    private readonly DateTimeOffset _now;
    private readonly StatusJudge _status;

    public BundleJudge(DecodedBundle parts, ApplicableFacts migrated, PinnedKeys? pinned, VerificationOptions options)
    {
        _parts = parts;
        _migrated = migrated;
        _facts = migrated.Facts;
        _pinned = pinned;
        _options = options;
        _cache = options.Cache ?? new VerificationCache();
        parts.Record.TryDisclose(out _claims, out _claimsRefusal);
        _seen = _facts.Anchor is { IsKnown: true, Value: { } anchor } && IsFirst(anchor) && !IsChainContradictory()
            ? new AnchorMoment(anchor.Block.Time, _facts.LaterInBlock)
            : null;

        // "Now" is never before the newest block. What the chain shows has happened, whatever the clock of the verifier says.
        _now = _facts.Source is { IsKnown: true, Value.Latest.Time: var newest } && newest > options.Now ? newest : options.Now;
        var isAhead = options.AsOf - _now > RecordDates.NowTolerance;
        _asOf = options.AsOf == options.Now || (options.AsOf > _now && !isAhead) ? _now : options.AsOf;
        _status = new StatusJudge(_facts.Statuses, _asOf, isAhead);
    }

    public VerificationReport Judge()
    {
        ImmutableArray<Check> checks =
        [
            Passed(CheckName.Form),
            CheckDisclosures(),
            CheckSeal(),
            CheckIssuer(),
            CheckCommitment(),
            CheckInclusion(),
            CheckCheckpoint(),
            CheckAnchor(),
            CheckFinality(),
            _status.Check(),
            CheckValidity(),
            CheckHolder(),
        ];
        var isSealed = checks[(int)CheckName.Seal].Outcome is CheckOutcome.Passed && _claims is not null;
        return new VerificationReport
        {
            Verdict = RecordVerifier.VerdictOf(checks),
            Checks = checks,
            AsOf = _asOf,
            RecordId = isSealed ? _claims?.RecordId : null,
            RecordType = isSealed ? _claims?.RecordType : null,
            Issuer = isSealed ? _claims?.Issuer : null,
            Disclosed = isSealed ? _claims : null,
            HiddenClaims = isSealed && _claims is not null ? _claims.HiddenCount : 0,
            NotBefore = isSealed ? _claims?.NotBefore : null,
            ExpiresAt = isSealed ? _claims?.ExpiresAt : null,
            LogIndex = _parts.Proof.Index,
            Anchor = _facts.Anchor.IsKnown ? _facts.Anchor.Value : null,
            Status = _status.Find(),
            Source = _migrated.Asked.IsKnown ? _migrated.Asked.Value : null,
            Migration = _migrated.Path,
            Advice = VerdictAdvice.Find(checks, Silence(), _options.AreFactsFixed, _seen is null ? null : StatusJudge.Utc(_seen.Time), StatusJudge.Utc(_now)),
        };
    }

    // If one answer may still come, waiting can help. If all missing answers come from a wrong source, it cannot.
    private UnknownReason Silence()
    {
        if (!_facts.Source.IsKnown)
        {
            return _facts.Source.Reason;
        }

        UnknownReason?[] reasons =
        [
            ReasonOf(_facts.Department), ReasonOf(_facts.LogKeys), ReasonOf(_facts.RecordKey), ReasonOf(_facts.RecordType), ReasonOf(_facts.Authority),
            ReasonOf(_facts.RootAtSize), ReasonOf(_facts.Anchor), ReasonOf(_facts.Statuses),
        ];
        return reasons.Min() ?? UnknownReason.Outage;
    }

    private static UnknownReason? ReasonOf<T>(Answer<T> answer) => answer.IsKnown ? null : answer.Reason;

    private Check CheckDisclosures() => _claimsRefusal is { } refusal
        ? Failed(CheckName.Disclosures, Findings.DisclosureForeign, $"{refusal.Fault.Code} {refusal.Place}")
        : Passed(CheckName.Disclosures);

    private Check CheckSeal()
    {
        // This compares the texts only, so a record in the wrong log is found even when the chain does not answer.
        if (_claims is not null && _claims.Issuer != OpenedBundle.IssuerOf(_parts.Checkpoint.Origin))
        {
            return Failed(CheckName.Seal, Findings.IssuerOther);
        }

        return _pinned is null ? CheckSealByRegistry() : CheckSealByPin(_pinned.RecordKeys);
    }

    private Check CheckSealByPin(JwkSet keys)
    {
        if (keys.Find(_parts.Thumbprint) is not { } key)
        {
            return NotRun(CheckName.Seal, Findings.SourceSilent, "the JWKS has no key with this kid");
        }

        return IsSealedBy(_cache.FindSealKey(key.Algorithm, key.PublicKey.Span)) ? new Check(CheckName.Seal, CheckOutcome.Passed, true, Findings.Pinned) : Failed(CheckName.Seal, Findings.SealWrong);
    }

    private Check CheckSealByRegistry()
    {
        if (!_facts.RecordKey.IsKnown)
        {
            return NotRun(CheckName.Seal, Findings.SourceSilent, _facts.RecordKey.Problem);
        }

        if (_facts.RecordKey.Value is not { } registered)
        {
            return Failed(CheckName.Seal, Findings.SealKeyUnknown);
        }

        // The registry stores the thumbprint beside the key. A key that does not match its thumbprint is invalid.
        if (FindAlgorithm(registered.Algorithm) is not { } algorithm || _cache.FindSealKey(algorithm, registered.PublicKey.AsSpan()) is not { } key
            || key.Thumbprint != registered.Thumbprint || key.Thumbprint != _parts.Thumbprint)
        {
            return Failed(CheckName.Seal, Findings.SealKeyUnknown);
        }

        if (!IsSealedBy(key))
        {
            return Failed(CheckName.Seal, Findings.SealWrong);
        }

        return _seen is null ? NotRun(CheckName.Seal, Findings.NeedsTime)
            : _seen.IsValid(registered) is not { } wasValid ? NotRun(CheckName.Seal, Findings.OrderUnknown)
            : !wasValid ? Failed(CheckName.Seal, Findings.SealKeyNotValidThen)
            : registered.CompromisedSince <= _seen.Time ? Failed(CheckName.Seal, Findings.SealKeyCompromised)
            : Passed(CheckName.Seal);
    }

    private bool IsSealedBy(SealVerifier? key) => key is not null && _parts.Record.CheckSeal(key) is null;

    private Check CheckIssuer()
    {
        if (FirstUnknown(_facts.Department.IsKnown ? null : _facts.Department.Problem, _facts.RecordType.IsKnown ? null : _facts.RecordType.Problem,
            _facts.Authority.IsKnown ? null : _facts.Authority.Problem) is { } problem)
        {
            return NotRun(CheckName.IssuerAuthorised, Findings.SourceSilent, problem);
        }

        if (_facts.Department.Value is not { } department)
        {
            return Failed(CheckName.IssuerAuthorised, Findings.DepartmentUnknown);
        }

        if (_facts.RecordType.Value is not { } type)
        {
            return Failed(CheckName.IssuerAuthorised, Findings.TypeUnknown);
        }

        if (_claims is not null && _claims.TypeIntegrity != "sha256-" + type.MetadataHash.ToBase64())
        {
            return Failed(CheckName.IssuerAuthorised, Findings.TypeOther);
        }

        if (_seen is null)
        {
            return NotRun(CheckName.IssuerAuthorised, Findings.NeedsTime);
        }

        // The contract refuses anchors of a suspended department. So an anchor in the block of the suspension came before it.
        if (department.SuspendedAt is { } suspended && suspended < _seen.Time)
        {
            return Failed(CheckName.IssuerAuthorised, Findings.DepartmentSuspended);
        }

        return _seen.IsAuthorised(_facts.Authority.Value, type.Uri) is not { } isAuthorised ? NotRun(CheckName.IssuerAuthorised, Findings.OrderUnknown)
            : isAuthorised ? Passed(CheckName.IssuerAuthorised)
            : Failed(CheckName.IssuerAuthorised, Findings.NotAuthorised);
    }

    private Check CheckCommitment()
    {
        var commitment = Commitment.Compute(_parts.Bundle.Salt.AsSpan(), _parts.Record.IssuerJwtAscii);
        var isOurs = commitment == _parts.Entry.Commitment
            && _parts.Entry.Kind is EntryKind.Certificate or EntryKind.Decision or EntryKind.Consent
            && (_claims is null || _claims.RecordId == _parts.Entry.Id);
        return isOurs ? Passed(CheckName.Commitment) : Failed(CheckName.Commitment, Findings.CommitmentOther);
    }

    private Check CheckInclusion() =>
        InclusionProof.Verify(
            _parts.Proof.Index, _parts.Checkpoint.Size, TreeHash.Leaf(_parts.EntryText), _parts.Proof.Hashes, _parts.Checkpoint.Root)
            ? Passed(CheckName.Inclusion)
            : Failed(CheckName.Inclusion, Findings.NotIncluded);

    private Check CheckCheckpoint()
    {
        if (_pinned is not null)
        {
            return _pinned.LogKey.Name == _parts.Checkpoint.Origin && IsSignedOnlyBy(_pinned.LogKey.PublicKey)
                ? new Check(CheckName.Checkpoint, CheckOutcome.Passed, true, Findings.Pinned)
                : Failed(CheckName.Checkpoint, Findings.CheckpointUnsigned);
        }

        if (!_facts.LogKeys.IsKnown)
        {
            return NotRun(CheckName.Checkpoint, Findings.SourceSilent, _facts.LogKeys.Problem);
        }

        var signing = _facts.LogKeys.Value.Where(key => IsSignedOnlyBy(key.PublicKey)).ToList();
        if (signing.Count == 0)
        {
            return Failed(CheckName.Checkpoint, Findings.CheckpointUnsigned);
        }

        if (_seen is not { } seen)
        {
            return NotRun(CheckName.Checkpoint, Findings.NeedsTime);
        }

        return signing.Exists(key => seen.IsValid(key) == true && !(key.CompromisedSince <= seen.Time)) ? Passed(CheckName.Checkpoint)
            : signing.Exists(key => seen.IsValid(key) is null && !(key.CompromisedSince <= seen.Time)) ? NotRun(CheckName.Checkpoint, Findings.OrderUnknown)
            : Failed(CheckName.Checkpoint, signing.Exists(key => seen.IsValid(key) == true) ? Findings.LogKeyCompromised : Findings.CheckpointUnsigned);
    }

    // The registry does not check the curve. Octets that are not a key have signed nothing.
    private bool IsSignedOnlyBy(ImmutableArray<byte> logKey) => _cache.IsSignedOnlyBy(_parts.Note, _parts.Checkpoint.Origin, logKey);

    private Check CheckAnchor()
    {
        if (_parts.Bundle.Anchor is not { } anchor)
        {
            return NotRun(CheckName.Anchored, IsHeadImpossible() ? Findings.HeadImpossible : Findings.NotAnchoredYet);
        }

        // Values that the bundle contains twice must be equal, whether or not a chain answers.
        if (anchor.Size != _parts.Checkpoint.Size || anchor.Root != _parts.Checkpoint.Root
            || anchor.Department != _cache.DepartmentOf(_parts.Checkpoint.Origin))
        {
            return Failed(CheckName.Anchored, Findings.AnchorOther);
        }

        if (_migrated.Obstacle is { } obstacle)
        {
            return NotRun(CheckName.Anchored, obstacle, _migrated.Detail);
        }

        if (FirstUnknown(_facts.Source.IsKnown ? null : _facts.Source.Problem, _facts.RootAtSize.IsKnown ? null : _facts.RootAtSize.Problem,
            _facts.Anchor.IsKnown ? null : _facts.Anchor.Problem) is { } problem)
        {
            return NotRun(CheckName.Anchored, Findings.SourceSilent, problem);
        }

        if (IsChainContradictory())
        {
            return NotRun(CheckName.Anchored, Findings.SourceContradicts);
        }

        if (_facts.Anchor.Value is not { } held || held.NewSize != anchor.Size || held.Root != anchor.Root
            || held.Transaction != anchor.Transaction || held.Block.Number != anchor.Block || held.Block.Hash != anchor.BlockHash)
        {
            return Failed(CheckName.Anchored, Findings.AnchorOther);
        }

        return !IsFirst(held) ? NotRun(CheckName.Anchored, Findings.AnchorLater)
            : _asOf < _seen?.Time && !IsOutOfItsDates() ? NotRun(CheckName.Anchored, Findings.AsOfBeforeAnchor)
            : IsHeadImpossible() ? new Check(CheckName.Anchored, CheckOutcome.Passed, true, Findings.HeadImpossible)
            : _migrated.Path is null ? Passed(CheckName.Anchored)
            : new Check(CheckName.Anchored, CheckOutcome.Passed, true, Findings.PassedThroughMigration);
    }

    // A record is not in force outside its own dates, whatever the chain would have said at that time.
    private bool IsOutOfItsDates() => CheckValidity().Outcome is CheckOutcome.Failed;

    private bool IsHeadImpossible() => _facts.ImpossibleHead is { IsKnown: true, Value: not null };

    // A later head also covers the entry, but a key or an authority may have begun or ended before that anchor.
    private bool IsFirst(AnchorFacts anchor) => anchor.OldSize <= _parts.Proof.Index;

    // The contract writes the root and the event together. A node that has only one of them has lost data, which is an outage.
    private bool IsChainContradictory() =>
        _facts.RootAtSize.IsKnown && _facts.Anchor.IsKnown && _facts.RootAtSize.Value != _facts.Anchor.Value?.Root;

    private Check CheckFinality()
    {
        if (_parts.Bundle.Anchor is null)
        {
            return NotRun(CheckName.Final, Findings.NotAnchoredYet);
        }

        if (_migrated.Path is not null && !_migrated.IsFinal)
        {
            return NotRun(CheckName.Final, Findings.MigrationNotFinal);
        }

        if (!_facts.Source.IsKnown || !_facts.Anchor.IsKnown)
        {
            return NotRun(CheckName.Final, Findings.SourceSilent, _facts.Source.IsKnown ? _facts.Anchor.Problem : _facts.Source.Problem);
        }

        return _facts.Anchor.Value is { } anchor && anchor.Block.Number <= _facts.Source.Value.Final.Number
            ? Passed(CheckName.Final)
            : NotRun(CheckName.Final, IsFinalBlockUnknown() ? Findings.NoFinalBlock : Findings.NotFinalYet);
    }

    // Waiting helps only if a final block can come. Some endpoints return block 0 when there is none.
    private bool IsFinalBlockUnknown() => _facts.Source.Value is { Finality: "finalized", Final.Number: <= 0 };

    private Check CheckValidity()
    {
        if (_claims is null)
        {
            return NotRun(CheckName.Validity, Findings.NeedsForm);
        }

        if (RecordDates.FindFault(_claims, _parts.Entry, _seen, _now) is var (finding, detail))
        {
            return Failed(CheckName.Validity, finding, detail);
        }

        return _claims.CheckTimes(_asOf) is { } refusal
            ? Failed(CheckName.Validity, refusal.Fault == SealFaults.Expired ? Findings.Expired : Findings.NotYetValid, TimeText(refusal.Fault == SealFaults.Expired))
            : RecordDates.FindLogAhead(_parts.Entry, _seen, _now) is var (ahead, when)
                ? new Check(CheckName.Validity, CheckOutcome.Passed, true, ahead, when)
                : Passed(CheckName.Validity);
    }

    private string TimeText(bool isExpired) => (isExpired ? _claims?.ExpiresAt : _claims?.NotBefore) is { } time
        ? (isExpired ? "until " : "from ") + StatusJudge.Utc(time)
        : "";

    private Check CheckHolder()
    {
        if (_options.Holder is not { } expected)
        {
            // A proof that nobody asked for is refused, because nothing may pass unchecked (RFC 9901 section 7.3).
            return _parts.Record.KeyBindingJwt is null
                ? new Check(CheckName.HolderBinding, CheckOutcome.NotRun, IsRequired: false, Findings.HolderNotAsked)
                : Failed(CheckName.HolderBinding, Findings.HolderNotProven, SealFaults.BindingUnexpected.Code);
        }

        if (_claims is null)
        {
            return NotRun(CheckName.HolderBinding, Findings.NeedsForm);
        }

        return KeyBinding.Check(_parts.Record, _claims, KeyBindingPolicy.Required(expected)) is { } refusal
            ? Failed(CheckName.HolderBinding, Findings.HolderNotProven, $"{refusal.Fault.Code} {refusal.Place}")
            : Passed(CheckName.HolderBinding);
    }

    private static SealAlgorithm? FindAlgorithm(byte number) => number switch
    {
        1 => SealAlgorithm.Es256,
        2 => SealAlgorithm.Ed25519,
        _ => null,
    };

    private static string? FirstUnknown(params ReadOnlySpan<string?> problems)
    {
        foreach (var problem in problems)
        {
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }
}
