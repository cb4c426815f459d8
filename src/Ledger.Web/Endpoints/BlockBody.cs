namespace Ledger.Web.Endpoints;

/// <summary>A block of a chain.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash: 0x and 64 hexadecimal digits.</param>
/// <param name="Time">Its time.</param>
internal sealed record BlockBody(long Number, string Hash, DateTimeOffset Time);
