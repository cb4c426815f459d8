namespace Ledger.Departments;

/// <summary>Where everything lies in one department's folder. Immutable; touches no disk.</summary>
public sealed class DepartmentLayout(string root)
{
    public string Root { get; } = root;

    /// <summary>The public log, as it is served.</summary>
    public string PublicLog => Path.Combine(Root, "log");

    public string Checkpoint => Path.Combine(PublicLog, "checkpoint");

    /// <summary>The keys of the subjects' payloads, wrapped by the master key.</summary>
    public string SubjectKeys => Path.Combine(Root, "subjects.slots");

    /// <summary>The records of the department's moves from chain to chain, by their hash; part of the public log.</summary>
    public string Migrations => Path.Combine(PublicLog, "migration");

    /// <summary>A record of a move that was made but perhaps not logged yet.</summary>
    public string MigrationDraft => Path.Combine(Root, "migration.draft");

    /// <summary>Which types the registry lets the department issue, as last heard.</summary>
    public string Types => Path.Combine(Root, "types.json");
}
