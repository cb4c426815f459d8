using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Verifies bundles. The caller supplies what is trusted: the answers of a chain, or pinned keys. Nothing in the bundle is trusted. There is no I/O
/// and no clock, so the same bundle, facts and options always give the same report. Thread-safe. It never throws because of the content of a bundle.
/// </summary>
public static class RecordVerifier
{
    /// <summary>Reads a bundle and returns the questions to ask a chain.</summary>
    public static OpenedBundle Open(ReadOnlyMemory<byte> bundle) => OpenedBundle.Read(bundle);

    /// <summary>Verifies a bundle with the answers of a chain.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">The answers to its questions. An unknown answer means that a check is not run.</param>
    /// <param name="options">The time asked about and other settings.</param>
    public static VerificationReport Verify(OpenedBundle bundle, ChainFacts facts, VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(options);
        return Judge(bundle, facts, [], pinned: null, options);
    }

    /// <summary>
    /// Verifies a bundle with the answers of a chain. The bundle may be anchored on a retired chain. A migration record counts only when the
    /// trusted registry holds its hash for the department, a log key registered there signed it, and the trusted chain holds the head it was logged
    /// with. A wrong migration record never makes a genuine bundle false.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">The answers to its questions. An unknown answer means that a check is not run.</param>
    /// <param name="migrations">The given migration records, of any department. They are not trusted.</param>
    /// <param name="options">The time asked about and other settings.</param>
    public static VerificationReport Verify(
        OpenedBundle bundle, ChainFacts facts, IReadOnlyList<MigrationFile> migrations, VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(migrations);
        ArgumentNullException.ThrowIfNull(options);
        return Judge(bundle, facts, migrations, pinned: null, options);
    }

    /// <summary>
    /// Checks whether a migration record would be accepted, without a bundle. For callers that read its content about the retired chains.
    /// </summary>
    /// <param name="file">The migration record. It is not trusted.</param>
    /// <param name="origin">The origin of the log that the record must be about.</param>
    /// <param name="facts">The answers of the trusted chain about the department: its log keys, its migrations, and its anchors at the size of the
    /// record's checkpoint.</param>
    /// <param name="cache">Keeps the verified signatures for later bundles.</param>
    /// <returns>Why the record is not accepted; null when it is accepted.</returns>
    public static Fault? CheckMigration(MigrationFile file, string origin, ChainFacts facts, VerificationCache cache)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(cache);
        return ApplicableFacts.FindFault(file, origin, facts, cache);
    }

    /// <summary>
    /// Verifies a bundle without a chain. Form, disclosures, seal, commitment, inclusion and checkpoint are checked with the pinned keys. Anchor,
    /// finality, authority and status cannot be checked, so the best verdict is "could not be checked".
    /// </summary>
    public static VerificationReport VerifyOffline(OpenedBundle bundle, PinnedKeys keys, VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(options);
        return Judge(bundle, ChainFacts.NotAsked("offline", UnknownReason.NotAsked), [], keys, options);
    }

    private static VerificationReport Judge(
        OpenedBundle bundle, ChainFacts facts, IReadOnlyList<MigrationFile> migrations, PinnedKeys? pinned, VerificationOptions options)
    {
        if (bundle.Parts is not { } parts)
        {
            // A file that was not read is not false. Only a bundle that was read completely can fail a check.
            var outcome = bundle.Unread is null ? CheckOutcome.Failed : CheckOutcome.NotRun;
            var checks = Enum.GetValues<CheckName>().Select(name => name is CheckName.Form
                ? new Check(name, outcome, true, bundle.Fault ?? Findings.NotABundle, bundle.Place)
                : new Check(name, CheckOutcome.NotRun, name is not CheckName.HolderBinding, Findings.NeedsForm)).ToImmutableArray();
            return new VerificationReport
            {
                Verdict = VerdictOf(checks),
                Checks = checks,
                AsOf = options.AsOf,
                Advice = VerdictAdvice.Find(checks, UnknownReason.Outage, options.AreFactsFixed, earliest: null, latest: ""),
            };
        }

        return new BundleJudge(parts, ApplicableFacts.Choose(parts, facts, migrations, options.Cache ?? new VerificationCache()), pinned, options).Judge();
    }

    /// <summary>
    /// Derives the verdict from the checks. A failed check outranks one that was not run, which outranks a status or validity that is not in force.
    /// </summary>
    internal static Verdict VerdictOf(ImmutableArray<Check> checks)
    {
        if (checks.Any(check => check.Outcome is CheckOutcome.Failed && check.Name is not (CheckName.Status or CheckName.Validity)))
        {
            return Verdict.NotGenuine;
        }

        if (checks.Any(check => check.Outcome is CheckOutcome.NotRun && check.IsRequired))
        {
            return Verdict.CouldNotBeChecked;
        }

        return checks.Any(check => check.Outcome is CheckOutcome.Failed) ? Verdict.NotInForce : Verdict.Valid;
    }
}
