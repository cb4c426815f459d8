namespace Ledger.UseCases.Residents;

/// <summary>A page of the resident's records.</summary>
/// <param name="Records">The records of all departments, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">The cursor of the next page. Null at the end.</param>
/// <param name="Unread">The departments that could not be read, or not wholly.</param>
public sealed record OwnRecordPage(IReadOnlyList<OwnRecordRow> Records, string? Next, IReadOnlyList<UnreadDepartment> Unread);
