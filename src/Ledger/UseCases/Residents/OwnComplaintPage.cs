namespace Ledger.UseCases.Residents;

/// <summary>A page of the resident's complaints.</summary>
/// <param name="Complaints">The complaints of all departments, newest first. A page can be short or empty without being the last.</param>
/// <param name="Next">The cursor of the next page. Null at the end.</param>
/// <param name="Unread">The departments that could not be read, or not wholly.</param>
public sealed record OwnComplaintPage(IReadOnlyList<OwnComplaint> Complaints, string? Next, IReadOnlyList<UnreadDepartment> Unread);
