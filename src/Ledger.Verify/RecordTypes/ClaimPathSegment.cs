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

    /// <summary>The name of an object member. Null for the other two kinds.</summary>
    public string? Name { get; }

    /// <summary>The index of an array element, from 0. Null for the other two kinds.</summary>
    public int? Index { get; }

    public bool IsAny => Name is null && Index is null;

    /// <summary>Makes a segment that names a member of an object. The name may be empty.</summary>
    public static ClaimPathSegment FromString(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ClaimPathSegment(name, index: null);
    }

    /// <summary>Makes a segment that names an element of an array, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static ClaimPathSegment FromInt32(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new ClaimPathSegment(name: null, index);
    }

    /// <summary>Implicit so that a path reads like its JSON: <c>ClaimPath.FromSegments("doses", 0, "lot_number")</c>.</summary>
    public static implicit operator ClaimPathSegment(string name) => FromString(name);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static implicit operator ClaimPathSegment(int index) => FromInt32(index);

    /// <summary>True when this segment, read as a pattern, covers <paramref name="other"/>.</summary>
    public bool Covers(ClaimPathSegment other) => this == other || (IsAny && other.Index is not null);
}
