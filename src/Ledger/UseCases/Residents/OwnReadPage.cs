namespace Ledger.UseCases.Residents;

/// <summary>A page of the resident's list of who looked.</summary>
/// <param name="Lines">The lines of all departments, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">The cursor of the next page. Null at the end.</param>
/// <param name="Unread">The departments that could not be read, or not wholly.</param>
public sealed record OwnReadPage(IReadOnlyList<OwnReadLine> Lines, string? Next, IReadOnlyList<UnreadDepartment> Unread);
