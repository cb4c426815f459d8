namespace Ledger.Departments;

/// <summary>Where everything lies in a node's data directory. Immutable; touches no disk.</summary>
public class DataLayout(string root)
{
    /// <summary>The operator's log; it lies beside the tokens.</summary>
    public const string OperatorLogName = "operator.log";

    public string Root { get; } = root;

    /// <summary>Held open by the node that runs here; its presence alone means nothing.</summary>
    public string Lock => Path.Combine(Root, "lock");

    public string Keys => Path.Combine(Root, "keys");

    public string MasterKey => Path.Combine(Keys, "master.key");

    public string Chain => Path.Combine(Root, "chain");

    public string AddressBook => Path.Combine(Chain, "addresses.json");

    /// <summary>How far each log has ever come, unless the settings put that elsewhere. In no backup.</summary>
    public string HeadLocks => Path.Combine(Root, "heads");

    /// <summary>What the chain's events said, so that a start need not read them all again. In no backup.</summary>
    public string Mirror => Path.Combine(Root, "mirror.db");

    public string Tokens => Path.Combine(Root, "tokens.json");

    /// <summary>Who issued and withdrew which token, and when; only ever appended to.</summary>
    public string OperatorLog => Path.Combine(Root, OperatorLogName);

    public string DemoTokens => Path.Combine(Root, "demo-tokens.json");

    /// <summary>A bundle of the sample city, ready to be verified.</summary>
    public string Example => Path.Combine(Root, "example.ledger.json");

    /// <summary>Made when the sample city is in, so that it is not imported again.</summary>
    public string SampleCityMark => Path.Combine(Root, "sample-city.done");

    public string Departments => Path.Combine(Root, "departments");

    public DepartmentLayout Department(DepartmentId department) => new(Path.Combine(Departments, department.ToString()));
}
