using System.Reflection;

namespace Ledger.Verify.Mutants;

/// <summary>Controls the mutant switch in the changed assembly, by reflection.</summary>
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

    /// <summary>Starts to record which mutants are reached. The returned array is filled while the assembly runs.</summary>
    public byte[] StartRecord(int mutants)
    {
        var reached = new byte[mutants];
        Set("Reached", reached);
        return reached;
    }

    public void EndRecord() => Set("Reached", null);

    private void Set(string field, object? value) => Field(field).SetValue(null, value);

    private FieldInfo Field(string name) => _type.GetField(name)!;
}
