namespace Ledger.Verify.RecordTypes;

/// <summary>One step of a claim path: a member name, an array index, or every element of an array.</summary>
public readonly record struct ClaimPathSegment
{
    private ClaimPathSegment(string? name, int? index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>Every element of an array; <c>null</c> in JSON.</summary>
    public static ClaimPathSegment Any => default;

    /// <summary>A member of an object; null for the other two kinds.</summary>
    public string? Name { get; }

    /// <summary>An element of an array, counted from 0; null for the other two kinds.</summary>
    public int? Index { get; }

    public bool IsAny => Name is null && Index is null;

    public static ClaimPathSegment Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ClaimPathSegment(name, index: null);
    }

    public static ClaimPathSegment Of(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new ClaimPathSegment(name: null, index);
    }

    /// <summary>Implicit so that a path reads like its JSON: <c>ClaimPath.Of("doses", 0, "lot_number")</c>.</summary>
    public static implicit operator ClaimPathSegment(string name) => Of(name);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static implicit operator ClaimPathSegment(int index) => Of(index);

    public static ClaimPathSegment FromString(string name) => Of(name);

    public static ClaimPathSegment FromInt32(int index) => Of(index);

    /// <summary>True when this segment, read as a pattern, covers <paramref name="other"/>.</summary>
    public bool Covers(ClaimPathSegment other) => this == other || (IsAny && other.Index is not null);
}
