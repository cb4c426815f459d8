using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;

namespace Ledger.People;

/// <summary>A person who signed in. Personal data: <see cref="ToString"/> does not show it.</summary>
public sealed record SignedInPerson
{
    /// <summary>The short name of the provider that said who the person is.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id of the person, which says nothing to others.</summary>
    public required string ProviderId { get; init; }

    /// <summary>The random id of this session.</summary>
    public required string Session { get; init; }

    /// <summary>The name to greet the person with. Null if the provider gave none.</summary>
    public string? Name { get; init; }

    /// <summary>The identity number by which records are found. Not null exactly for a resident.</summary>
    public IdentityNumber? Identity { get; init; }

    /// <summary>What the person may do. Empty for somebody whom no rule gives a role.</summary>
    public required IReadOnlyList<Duty> Duties { get; init; }

    /// <summary>When the person last proved to the provider who they are. Null if the provider does not say.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Whether the person has a role, in whichever department.</summary>
    public bool Has(PersonRole role) => Duties.Any(duty => duty.Role == role);

    /// <summary>Whether the person has a role in a department.</summary>
    public bool Has(PersonRole role, DepartmentId department) => Duties.Any(duty => duty.Role == role && duty.Department == department);

    /// <summary>The departments in which the person has a role.</summary>
    public IEnumerable<DepartmentId> DepartmentsOf(PersonRole role) => Duties.Where(duty => duty.Role == role).Select(duty => duty.Department).OfType<DepartmentId>();

    public override string ToString() => "SignedInPerson";
}
