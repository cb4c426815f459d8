namespace Ledger.Portal.Paper;

/// <summary>A code with what it says to somebody who does not see it.</summary>
/// <param name="Drawing">The code.</param>
/// <param name="Name">Its accessible name.</param>
/// <param name="Class">The class that sets its printed size.</param>
public sealed record NamedQr(QrDrawing Drawing, string Name, string Class);
