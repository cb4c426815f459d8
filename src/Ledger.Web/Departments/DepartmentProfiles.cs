using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Departments;

/// <summary>The departments in the settings, or those of the demonstration.</summary>
internal sealed class DepartmentProfiles(NodeSettings settings)
{
    /// <summary>All departments, in the order of the settings.</summary>
    /// <exception cref="FaultException">The id of a department is malformed.</exception>
    public ImmutableArray<DepartmentProfile> All { get; } = settings.IsEmbedded ? [.. DemoDepartments.For(settings.Host)] :
    [
        .. settings.Departments.Select(department => DepartmentId.TryParse(department.Id, out var id)
            ? new DepartmentProfile(id, new LocalizedText(department.NameZh, department.NameEn), settings.Host)
            : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Departments: an Id is not a department's name.")),
    ];
}
