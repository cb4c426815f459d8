using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Keys;

/// <summary>Encrypted payloads and the slots of subjects' keys: exactly what was written, or nothing.</summary>
public sealed class KeyProperties : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 100)]
    public Property Open_WhatWasSealed_IsThePlainText() => Prop.ForAll(Sealed.ToArbitrary(), box =>
        PayloadCipher.TryOpen(box.Key, TestDepartments.Id("education"), box.Id, box.Closed).AsSpan().SequenceEqual(box.Plain));

    [Property(MaxTest = 200)]
    public Property Open_OneBitFlipped_IsRefused() => Prop.ForAll(
        Sealed.SelectMany(box => Generators.OneBitFlipped(box.Closed).Select(closed => box with { Closed = closed })).ToArbitrary(),
        box => PayloadCipher.TryOpen(box.Key, TestDepartments.Id("education"), box.Id, box.Closed) is null);

    [Property(MaxTest = 200)]
    public Property Open_AnyDamage_IsRefused() => Prop.ForAll(
        Sealed.SelectMany(box => Generators.Damaged(box.Closed).Where(closed => !closed.AsSpan().SequenceEqual(box.Closed)).Select(closed => box with { Closed = closed })).ToArbitrary(),
        box => PayloadCipher.TryOpen(box.Key, TestDepartments.Id("education"), box.Id, box.Closed) is null);

    [Property(MaxTest = 300)]
    public Property IsWhole_OneBitOfASlotFlipped_IsFalse() => Prop.ForAll(
        Slots.SelectMany(slot => Generators.OneBitFlipped(slot).Select(flipped => (slot, flipped))).ToArbitrary(),
        given => SubjectSlot.IsWhole(given.slot) && !SubjectSlot.IsWhole(given.flipped));

    /// <summary>Subjects have nothing to do with each other, whatever comes first.</summary>
    [Property(MaxTest = 5)]
    public Property Keys_MadeAndErasedInAnyOrder_AreTheSameForEachSubject() => Prop.ForAll(
        Gen.Shuffle(Enumerable.Range(1, 6).ToArray()).Two().ToArbitrary(), orders =>
        {
            var path = _folder[Guid.NewGuid().ToString()];
            Dictionary<int, SubjectKey> made;
            using (var keys = FileSubjectKeys.Open(path, TestMaster.FromByte(1)))
            {
                made = orders.Item1.ToDictionary(number => number, number => keys.GetOrCreate(TestMaster.Person(number)));
                foreach (var number in orders.Item2.Where(number => number % 2 == 0))
                {
                    keys.Erase(made[number].Handle);
                }
            }

            using var again = FileSubjectKeys.Open(path, TestMaster.FromByte(1));
            Assert.All(orders.Item2, number => Assert.Equal(number % 2 == 0 ? null : made[number], again.Find(made[number].Handle)));
        });

    private static Gen<Box> Sealed { get; } =
        from key in Generators.Bytes(32).Select(bytes => KeyOctets.FromBytes(bytes))
        from id in Generators.Bytes(16)
        from plain in Generators.BytesUpTo(80)
        let record = RecordId.FromBytes(id)
        select new Box(key, record, plain, PayloadCipher.Seal(key, TestDepartments.Id("education"), record, plain));

    private static Gen<byte[]> Slots { get; } =
        from person in Generators.Digests
        from handle in Generators.Bytes(SubjectHandle.Length).Select(bytes => SubjectHandle.FromBytes(bytes))
        from wrapped in Generators.Bytes(61)
        from isErased in Gen.Elements(true, false)
        select isErased ? SubjectSlot.WriteErased(handle) : SubjectSlot.WriteInUse(person, wrapped, handle);

    private sealed record Box(KeyOctets Key, RecordId Id, byte[] Plain, byte[] Closed);
}
