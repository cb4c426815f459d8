using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Departments;

/// <summary>The departments that the settings name, or those of the demonstration.</summary>
internal sealed class DepartmentProfiles(NodeSettings settings)
{
    /// <summary>All of them, in the order of the settings.</summary>
    /// <exception cref="FaultException">One has a name that no department can have.</exception>
    public ImmutableArray<DepartmentProfile> All { get; } = settings.IsEmbedded ? [.. DemoDepartments.For(settings.Host)] :
    [
        .. settings.Departments.Select(department => DepartmentId.TryParse(department.Id, out var id)
            ? new DepartmentProfile(id, new LocalizedText(department.NameZh, department.NameEn), settings.Host)
            : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Departments: an Id is not a department's name.")),
    ];
}
