namespace Ledger.Departments;

/// <summary>The paths in a node's data directory. Immutable; reads and writes nothing.</summary>
public class DataLayout(string root)
{
    /// <summary>The name of the operator log. It is in the folder of the tokens.</summary>
    public const string OperatorLogName = "operator.log";

    public string Root { get; } = root;

    /// <summary>The running node holds this file open. The file alone does not mean that a node runs.</summary>
    public string Lock => Path.Combine(Root, "lock");

    public string Keys => Path.Combine(Root, "keys");

    public string MasterKey => Path.Combine(Keys, "master.key");

    /// <summary>
    /// The keys of people's sessions. Apart from <see cref="Keys"/> and not part of a backup: a node that was restored makes new ones, so that no session
    /// from before the backup lives on.
    /// </summary>
    public string SessionKeys => Path.Combine(Root, "session-keys");

    public string Chain => Path.Combine(Root, "chain");

    public string AddressBook => Path.Combine(Chain, "addresses.json");

    /// <summary>The head locks: the newest head of each log. A setting can move them elsewhere. Not part of a backup.</summary>
    public string HeadLocks { get; init; } = Path.Combine(root, "heads");

    /// <summary>The chain mirror. It saves reading all events of the chain again at start. Not part of a backup.</summary>
    public string Mirror => Path.Combine(Root, "mirror.db");

    public string Tokens => Path.Combine(Root, "tokens.json");

    /// <summary>Who issued and withdrew which token, and when. Append-only.</summary>
    public string OperatorLog => Path.Combine(Root, OperatorLogName);

    public string DemoTokens => Path.Combine(Root, "demo-tokens.json");

    /// <summary>A bundle of the sample city, ready to be verified.</summary>
    public string Example => Path.Combine(Root, "example.ledger.json");

    /// <summary>Exists when the sample city has been imported, so that it is not imported twice.</summary>
    public string SampleCityMark => Path.Combine(Root, "sample-city.done");

    public string Departments => Path.Combine(Root, "departments");

    /// <summary>The file that contains how far the department's log has ever come.</summary>
    public string HeadLock(DepartmentId department) => Path.Combine(HeadLocks, department + ".head");

    /// <summary>
    /// The erased subjects of the department. Beside the head locks and not part of a backup, because it tells a restored backup what to erase again.
    /// </summary>
    public string Erased(DepartmentId department) => Path.Combine(HeadLocks, department + ".erased");

    public DepartmentLayout Department(DepartmentId department) => new(Path.Combine(Departments, department.ToString()));
}
