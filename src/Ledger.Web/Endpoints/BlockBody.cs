namespace Ledger.Web.Endpoints;

/// <summary>A block of a chain.</summary>
/// <param name="Number">The number of the block.</param>
/// <param name="Hash">The hash of the block: 0x and 64 hexadecimal digits.</param>
/// <param name="Time">The time of the block.</param>
internal sealed record BlockBody(long Number, string Hash, DateTimeOffset Time);
