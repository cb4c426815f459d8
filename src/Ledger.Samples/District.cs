namespace Ledger.Samples;

/// <summary>A district with its six-digit code in the manner of GB/T 2260.</summary>
internal sealed record District(string Code, Bilingual Name);
