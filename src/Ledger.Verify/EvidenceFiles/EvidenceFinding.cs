namespace Ledger.Verify.EvidenceFiles;

/// <summary>One check of the evidence beside the twelve checks of the bundle.</summary>
/// <param name="Name">Which check, such as <c>block</c>, <c>seals</c> or <c>proof</c>.</param>
/// <param name="Passed">True or false; null when there was nothing to check it with.</param>
/// <param name="Text">What the result means.</param>
public sealed record EvidenceFinding(string Name, bool? Passed, FindingText Text);
