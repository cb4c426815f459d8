using Ledger.Departments;

namespace Ledger.Web.Startup;

/// <summary>The folder that holds all state of a node, held by this process alone until disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string root, FileStream @lock)
    {
        Root = root;
        _lock = @lock;
    }

    public string Root { get; }

    public string Keys => Path.Combine(Root, "keys");

    public string MasterKey => Path.Combine(Keys, "master.key");

    public string Chain => Path.Combine(Root, "chain");

    public string AddressBook => Path.Combine(Chain, "addresses.json");

    /// <summary>How far each log has ever come, unless the settings put that elsewhere. In no backup.</summary>
    public string HeadLocks => Path.Combine(Root, "heads");

    public string Tokens => Path.Combine(Root, "tokens.json");

    public string DemoTokens => Path.Combine(Root, "demo-tokens.json");

    /// <summary>A bundle of the sample city, ready to be verified.</summary>
    public string Example => Path.Combine(Root, "example.ledger.json");

    /// <summary>Made when the sample city is in, so that it is not imported again.</summary>
    public string SampleCityMark => Path.Combine(Root, "sample-city.done");

    public string Department(DepartmentId department) => Path.Combine(Root, "departments", department.ToString());

    /// <summary>Makes the folder when it is missing, and takes hold of it.</summary>
    /// <exception cref="StartUpException">Another process holds it, or it cannot be written to.</exception>
    public static DataDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartUpException(StartUpFaults.DirectoryNotWritable, root, problem);
        }

        try
        {
            return new DataDirectory(root, new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new StartUpException(StartUpFaults.DirectoryNotWritable, root, problem);
        }
        catch (IOException problem)
        {
            throw new StartUpException(StartUpFaults.DirectoryLocked, root, problem);
        }
    }

    public void Dispose() => _lock.Dispose();
}
