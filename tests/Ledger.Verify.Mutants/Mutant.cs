namespace Ledger.Verify.Mutants;

/// <summary>One changed place.</summary>
/// <param name="Id">Its number in this run.</param>
/// <param name="File">The file, below <c>src/Ledger.Verify</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">The line's text. With the file and the change it names the place in the survivor list.</param>
/// <param name="Kind">The operator that made it.</param>
/// <param name="Change">
/// What was there, and what replaces it. A number follows if the same line of code has the same change more than once in the file.
/// </param>
internal sealed record Mutant(int Id, string File, int Line, string Code, MutantKind Kind, string Change)
{
    /// <summary>The folder of <c>src/Ledger.Verify</c>.</summary>
    public string Folder => File.Split('/')[0];
}
