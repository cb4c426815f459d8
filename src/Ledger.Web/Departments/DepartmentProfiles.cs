using System.Collections.Immutable;
using Ledger.Departments;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;
using Microsoft.Extensions.Options;

namespace Ledger.Web.Departments;

/// <summary>The departments in the settings, or those of the demonstration.</summary>
internal sealed class DepartmentProfiles(IOptions<DepartmentsOptions> settings, IOptions<ChainOptions> chain)
{
    /// <summary>All departments, in the order of the settings.</summary>
    /// <exception cref="FaultException">The id of a department is malformed.</exception>
    public ImmutableArray<DepartmentProfile> All { get; } = chain.Value.IsEmbedded ? [.. DemoDepartments.For(settings.Value.Host)] :
    [
        .. settings.Value.Departments.Select(department => DepartmentId.TryParse(department.Id, out var id)
            ? new DepartmentProfile(id, new LocalizedText(department.NameZh, department.NameEn), settings.Value.Host)
            : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Departments: an Id is not a department's name.")),
    ];
}
