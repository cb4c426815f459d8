namespace Ledger.Samples;

/// <summary>A district with a six-digit code as in GB/T 2260.</summary>
internal sealed record District(string Code, Bilingual Name);
