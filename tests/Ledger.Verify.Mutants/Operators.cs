using Microsoft.CodeAnalysis.CSharp;

namespace Ledger.Verify.Mutants;

/// <summary>What each operator and method becomes.</summary>
internal static class Operators
{
    public static readonly Dictionary<SyntaxKind, SyntaxKind> Boundaries = new()
    {
        [SyntaxKind.LessThanToken] = SyntaxKind.LessThanEqualsToken,
        [SyntaxKind.LessThanEqualsToken] = SyntaxKind.LessThanToken,
        [SyntaxKind.GreaterThanToken] = SyntaxKind.GreaterThanEqualsToken,
        [SyntaxKind.GreaterThanEqualsToken] = SyntaxKind.GreaterThanToken,
    };

    public static readonly Dictionary<SyntaxKind, SyntaxKind> Arithmetic = new()
    {
        [SyntaxKind.PlusToken] = SyntaxKind.MinusToken,
        [SyntaxKind.MinusToken] = SyntaxKind.PlusToken,
        [SyntaxKind.AsteriskToken] = SyntaxKind.SlashToken,
        [SyntaxKind.SlashToken] = SyntaxKind.AsteriskToken,
        [SyntaxKind.PercentToken] = SyntaxKind.AsteriskToken,
        [SyntaxKind.LessThanLessThanToken] = SyntaxKind.GreaterThanGreaterThanToken,
        [SyntaxKind.GreaterThanGreaterThanToken] = SyntaxKind.LessThanLessThanToken,
        [SyntaxKind.GreaterThanGreaterThanGreaterThanToken] = SyntaxKind.LessThanLessThanToken,
        [SyntaxKind.AmpersandToken] = SyntaxKind.BarToken,
        [SyntaxKind.BarToken] = SyntaxKind.AmpersandToken,
        [SyntaxKind.CaretToken] = SyntaxKind.AmpersandToken,
    };

    public static readonly Dictionary<SyntaxKind, SyntaxKind> Assignments = new()
    {
        [SyntaxKind.PlusEqualsToken] = SyntaxKind.MinusEqualsToken,
        [SyntaxKind.MinusEqualsToken] = SyntaxKind.PlusEqualsToken,
        [SyntaxKind.AsteriskEqualsToken] = SyntaxKind.SlashEqualsToken,
        [SyntaxKind.SlashEqualsToken] = SyntaxKind.AsteriskEqualsToken,
        [SyntaxKind.LessThanLessThanEqualsToken] = SyntaxKind.GreaterThanGreaterThanEqualsToken,
        [SyntaxKind.GreaterThanGreaterThanEqualsToken] = SyntaxKind.LessThanLessThanEqualsToken,
        [SyntaxKind.AmpersandEqualsToken] = SyntaxKind.BarEqualsToken,
        [SyntaxKind.BarEqualsToken] = SyntaxKind.AmpersandEqualsToken,
        [SyntaxKind.CaretEqualsToken] = SyntaxKind.AmpersandEqualsToken,
    };

    public static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["All"] = "Any",
        ["Any"] = "All",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
        ["IndexOf"] = "LastIndexOf",
        ["LastIndexOf"] = "IndexOf",
        ["OrderBy"] = "OrderByDescending",
        ["Order"] = "OrderDescending",
        ["ReadUInt16BigEndian"] = "ReadUInt16LittleEndian",
        ["ReadUInt32BigEndian"] = "ReadUInt32LittleEndian",
        ["ReadUInt64BigEndian"] = "ReadUInt64LittleEndian",
        ["ReadInt32BigEndian"] = "ReadInt32LittleEndian",
        ["ReadInt64BigEndian"] = "ReadInt64LittleEndian",
        ["WriteUInt16BigEndian"] = "WriteUInt16LittleEndian",
        ["WriteUInt32BigEndian"] = "WriteUInt32LittleEndian",
        ["WriteUInt64BigEndian"] = "WriteUInt64LittleEndian",
        ["WriteInt64BigEndian"] = "WriteInt64LittleEndian",
    };
}
