using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// Verifies bundles. Trust comes from the caller, as what a chain said or as pinned keys; never from the bundle. No I/O and no clock,
/// so the same bundle, facts and options always give the same report. Safe for use from any thread; never throws for anything that is in
/// a bundle.
/// </summary>
public static class RecordVerifier
{
    /// <summary>Takes a bundle apart and says what has to be asked of a chain.</summary>
    public static OpenedBundle Open(ReadOnlyMemory<byte> bundle) => OpenedBundle.Read(bundle);

    /// <summary>Judges a bundle by what a chain said.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">The answers to its questions; those that are unknown lead to checks that are not run.</param>
    /// <param name="options">What to verify for.</param>
    public static VerificationReport Verify(OpenedBundle bundle, ChainFacts facts, VerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(options);
        return Judge(bundle, facts, [], pinned: null, options);
    }

    /// <summary>
    /// Judges a bundle by what a chain said, also one that is anchored on a chain its department has left. A migration record counts only
    /// when the trusted registry holds its hash for the department, a log key registered there signed it, and the trusted chain holds
    /// the head it was logged with. Whatever is wrong with the records given, a genuine bundle is never called false for it.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">The answers to its questions; those that are unknown lead to checks that are not run.</param>
    /// <param name="migrations">The migration records at hand, of whatever department; not believed.</param>
    /// <param name="options">What to verify for.</param>
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
    /// Whether a migration record would be believed, without a bundle: for whoever reads what it holds of the chains that were left.
    /// </summary>
    /// <param name="file">The record at hand; not believed.</param>
    /// <param name="origin">The log it has to be about.</param>
    /// <param name="facts">What the trusted chain says of the department: its log keys, its migrations, and its anchors of the record's checkpoint's size.</param>
    /// <param name="cache">Remembers the signatures for the bundles that follow.</param>
    /// <returns>What keeps it from being believed; null when nothing does.</returns>
    public static Finding? CheckMigration(MigrationFile file, string origin, ChainFacts facts, VerificationCache cache)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(cache);
        return ApplicableFacts.FindFault(file, origin, facts, cache);
    }

    /// <summary>
    /// Judges a bundle without a chain. Form, disclosures, seal, commitment, inclusion and checkpoint are checked against the pinned
    /// keys; anchor, finality, authority and status cannot be, so the best verdict is "could not be checked".
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
            // What was not read is not false: only a bundle that was read whole can fail a check.
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

    /// <summary>The verdict above the checks: a finding of falsehood outranks everything, what could not be checked outranks the rest.</summary>
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
