using System.Collections.Immutable;
using System.Text.Json;

namespace Ledger.Schemas;

/// <summary>An object with these members and no others. Its names must be unique, which the reader of a request has checked.</summary>
/// <param name="members">At most <see cref="MaxMembers"/>.</param>
/// <param name="required">The members that must be there: one bit for each place in <paramref name="members"/>.</param>
/// <param name="alternatives">Sets of the same kind. At least one of them must be there, unless there are no sets.</param>
internal sealed class ObjectPlan(ImmutableArray<PlannedMember> members, ulong required, ImmutableArray<ulong> alternatives) : IValuePlan
{
    /// <summary>The bits of one set.</summary>
    public const int MaxMembers = 64;

    public bool Allows(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        var (found, next) = (0UL, 0);
        foreach (var member in value.EnumerateObject())
        {
            var at = Find(member, next);
            if (at < 0 || !members[at].Value.Allows(member.Value))
            {
                return false;
            }

            found |= 1UL << at;
            next = at + 1;
        }

        return (found & required) == required && (alternatives.IsEmpty || alternatives.Any(set => (found & set) == set));
    }

    // Most requests have their members in the order of the schema, so the search begins behind the last member found.
    private int Find(JsonProperty member, int start)
    {
        for (var tried = 0; tried < members.Length; tried++)
        {
            var at = (start + tried) % members.Length;
            if (member.NameEquals(members[at].Name.Span))
            {
                return at;
            }
        }

        return -1;
    }
}
