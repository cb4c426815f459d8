using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Web.Settings;
using Ledger.Web.StartFaults;

namespace Ledger.Web.Departments;

/// <summary>The departments in the settings, or those of the demonstration.</summary>
internal sealed class DepartmentProfiles(NodeSettings settings)
{
    /// <summary>All departments, in the order of the settings.</summary>
    /// <exception cref="StartUpException">The id of a department is malformed.</exception>
    public ImmutableArray<DepartmentProfile> All { get; } = settings.IsEmbedded ? [.. DemoDepartments.For(settings.Host)] :
    [
        .. settings.Departments.Select(department => DepartmentId.TryParse(department.Id, out var id)
            ? new DepartmentProfile(id, new LocalizedText(department.NameZh, department.NameEn), settings.Host)
            : throw new StartUpException(StartUpFaults.SettingsWrong, "Ledger:Departments: an Id is not a department's name.")),
    ];
}
