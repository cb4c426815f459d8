namespace Ledger.Departments;

/// <summary>The paths in one department's folder. Immutable; reads and writes nothing.</summary>
public sealed class DepartmentLayout(string root)
{
    public string Root { get; } = root;

    /// <summary>The public log, served as it is.</summary>
    public string PublicLog => Path.Combine(Root, "log");

    public string Checkpoint => Path.Combine(PublicLog, "checkpoint");

    /// <summary>The keys that encrypt the subjects' payloads, wrapped by the master key.</summary>
    public string SubjectKeys => Path.Combine(Root, "subjects.slots");

    /// <summary>The open requests for erasure, and the legal holds.</summary>
    public string Erasures => Path.Combine(Root, "erasures.json");

    /// <summary>The erased subjects that a restore was given. The node erases them again.</summary>
    public string RestoredErased => Path.Combine(Root, "restored.erased");

    /// <summary>The fingerprints of the document numbers. Derived from the payloads.</summary>
    public string DocumentNumbers => Path.Combine(Root, "documents.prints");

    /// <summary>The codes of shares. Not part of a backup: it would open again what was ended since.</summary>
    public string Shares => Path.Combine(Root, "shares.list");

    /// <summary>The migration records of the department, each named by its hash. Part of the public log.</summary>
    public string Migrations => Path.Combine(PublicLog, "migration");

    /// <summary>A migration record that was made and is perhaps not logged yet.</summary>
    public string MigrationDraft => Path.Combine(Root, "migration.draft");

    /// <summary>The record types that the registry let the department issue when it last answered.</summary>
    public string Types => Path.Combine(Root, "types.json");
}
