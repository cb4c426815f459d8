using Ledger.Verify.Faults;

namespace Ledger.Verify.EvidenceFiles;

/// <summary>The result of one check of the evidence. These checks are separate from the twelve checks of the bundle.</summary>
/// <param name="Name">The name of the check, such as <c>block</c>, <c>seals</c> or <c>proof</c>.</param>
/// <param name="Passed">Null when nothing was available to check against.</param>
/// <param name="Text">The meaning of the result.</param>
public sealed record EvidenceFinding(string Name, bool? Passed, LocalizedText Text);
