using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>A resident in one department.</summary>
/// <param name="Department">The department.</param>
/// <param name="Subject">Her handle there.</param>
internal sealed record OwnSubject(HostedDepartment Department, SubjectHandle Subject)
{
    /// <summary>
    /// Finds the resident in a department. A department that is not here, and one that does not know her, are refused with the same fault: it must not
    /// say who else is known where.
    /// </summary>
    /// <param name="departments">The departments of this node.</param>
    /// <param name="id">The department.</param>
    /// <param name="resident">The resident.</param>
    /// <param name="unknown">The fault for what is not hers.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async ValueTask<Outcome<OwnSubject>> FindAsync(
        HostedDepartments departments, DepartmentId id, Resident resident, Fault unknown, CancellationToken cancellationToken)
    {
        if (departments.Find(id) is not { } department)
        {
            return departments.FindDown(id) is null ? unknown : LogFaults.DepartmentDown;
        }

        return await department.Subjects.FindAsync(resident.Identity, cancellationToken) is { } subject ? new OwnSubject(department, subject) : unknown;
    }

    /// <summary>The entries of a record of the resident, oldest first. Null if there is no such record, or if it is another person's.</summary>
    public async ValueTask<IReadOnlyList<StoredEntry>?> FindRecordAsync(RecordId id, CancellationToken cancellationToken)
    {
        var entries = await Department.Store.FindByRecordAsync(id, cancellationToken);
        return entries is [{ IsRecord: true } first, ..] && first.Subject == Subject ? entries : null;
    }
}
