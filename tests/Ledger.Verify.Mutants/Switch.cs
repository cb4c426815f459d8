using System.Reflection;

namespace Ledger.Verify.Mutants;

/// <summary>The switch in the changed assembly, seen from outside.</summary>
internal sealed class Switch(Assembly changed)
{
    private readonly Type _type = changed.GetType("MutantSwitch", throwOnError: true)!;

    public int Active
    {
        set => Set("Active", value);
    }

    public long Rounds
    {
        get => (long)Field("Rounds").GetValue(null)!;
        set => Set("Rounds", value);
    }

    public long MostRounds
    {
        set => Set("MostRounds", value);
    }

    /// <summary>Records from now on which of so many mutants are reached. The array is the record itself.</summary>
    public byte[] Record(int mutants)
    {
        var reached = new byte[mutants];
        Set("Reached", reached);
        return reached;
    }

    public void EndRecord() => Set("Reached", null);

    private void Set(string field, object? value) => Field(field).SetValue(null, value);

    private FieldInfo Field(string name) => _type.GetField(name)!;
}
