namespace Ledger.UseCases;

/// <summary>The bundle of a record, as a node answered it. Not verified.</summary>
/// <param name="Department">The department that has the record.</param>
/// <param name="Bundle">The bytes of the bundle.</param>
public sealed record NodeBundle(string Department, byte[] Bundle);
