namespace Ledger.Schemas;

/// <summary>A member that an object may have: its name in UTF-8 and the plan of its value.</summary>
internal readonly record struct PlannedMember(ReadOnlyMemory<byte> Name, IValuePlan Value);
