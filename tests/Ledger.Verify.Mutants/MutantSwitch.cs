/// <summary>
/// Compiled into the changed assembly. Every changed place asks it whether its mutant is active. It also records which places were reached, and
/// counts the rounds of all loops, so that an endless one ends. Not thread-safe: one test runs at a time.
/// </summary>
internal static class MutantSwitch
{
    /// <summary>The mutant that is active; -1 for none.</summary>
    public static int Active = -1;

    /// <summary>Set while reached places are recorded: one byte for each mutant.</summary>
    public static byte[]? Reached;

    public static long Rounds;

    public static long MostRounds = long.MaxValue;

    public static bool Is(int mutant)
    {
        if (Reached is { } reached)
        {
            reached[mutant] = 1;
        }

        return mutant == Active;
    }

    public static void Round()
    {
        if (++Rounds > MostRounds)
        {
            throw new System.InvalidOperationException("A loop does not end.");
        }
    }
}
