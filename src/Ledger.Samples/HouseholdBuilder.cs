using System.Buffers.Text;

namespace Ledger.Samples;

/// <summary>Makes one household after another. Its only state is the identity numbers used so far.</summary>
internal sealed class HouseholdBuilder(DateOnly asOf, ulong seed)
{
    private const int OldestAge = 104;

    private readonly ResidentNumbers _idNumbers = new(asOf.AddYears(-OldestAge - 2), asOf);

    /// <summary>
    /// Makes the household with this index. Call it with 0, 1, 2, … in order. <paramref name="firstNumber"/> is the number of the first member.
    /// Adults come before children.
    /// </summary>
    public (Household Household, Xoshiro256 Numbers) Build(long index, long firstNumber)
    {
        var numbers = Xoshiro256.ForPart(seed, index);
        var members = new Members(this, numbers, numbers.Below(CityPlaces.Districts.Count), firstNumber);
        switch (numbers.Below(100))
        {
            case < 14:
                members.AddCouple(numbers.Between(60, 92), 0);
                break;
            case < 22:
                members.AddOne(numbers.Between(62, 98));
                break;
            case < 38:
                members.AddCouple(numbers.Between(24, 57), 0);
                break;
            case < 46:
                members.AddOne(numbers.Between(20, 57));
                break;
            case < 84:
                members.AddCouple(numbers.Between(25, 50), numbers.Between(1, 2));
                break;
            case < 92:
                members.AddThreeGenerations();
                break;
            default:
                members.AddSingleParent(numbers.Between(27, 48));
                break;
        }

        return (new Household(members.All), numbers);
    }

    private Resident Create(Xoshiro256 numbers, int district, long number, Bilingual family, Sex sex, int age)
    {
        var latest = asOf.AddYears(-age);
        var birthdate = latest.AddDays(-numbers.Below(365));
        var given = PersonalNames.DrawGiven(numbers, sex, birthdate.Year);
        Span<byte> pseudonym = stackalloc byte[16];
        numbers.Fill(pseudonym);
        return new Resident
        {
            Number = number,
            FamilyName = family,
            GivenName = given,
            Sex = sex,
            Birthdate = birthdate,
            Age = Dates.AgeOn(birthdate, asOf),
            IdNumber = _idNumbers.Take(district, birthdate, sex),
            District = district,
            Pseudonym = Base64Url.EncodeToString(pseudonym),
            Work = age < 18 ? null : WorkLives.Draw(numbers, birthdate, asOf, age, sex),
        };
    }

    /// <summary>The members of one household during its construction.</summary>
    private sealed class Members(HouseholdBuilder builder, Xoshiro256 numbers, int district, long firstNumber)
    {
        private readonly List<Resident> _all = new(6);

        public IReadOnlyList<Resident> All => _all;

        public void AddOne(int age) => Add(PersonalNames.DrawFamily(numbers), numbers.Chance(55) ? Sex.Female : Sex.Male, age);

        public void AddCouple(int age, int children)
        {
            var family = PersonalNames.DrawFamily(numbers);
            AddCouple(family, age);
            AddChildren(family, age, children);
        }

        public void AddThreeGenerations()
        {
            var family = PersonalNames.DrawFamily(numbers);
            var age = numbers.Between(30, 48);
            var elderAge = age + numbers.Between(25, 32);
            AddCouple(family, age);
            Add(PersonalNames.DrawFamily(numbers), Sex.Female, Math.Max(60, elderAge));
            if (numbers.Chance(60))
            {
                Add(family, Sex.Male, Math.Max(60, elderAge + numbers.Between(0, 4)));
            }

            AddChildren(family, age, numbers.Between(1, 2));
        }

        public void AddSingleParent(int age)
        {
            var family = PersonalNames.DrawFamily(numbers);
            Add(family, numbers.Chance(75) ? Sex.Female : Sex.Male, age);
            AddChildren(family, age, 1);
        }

        private void AddCouple(Bilingual family, int age)
        {
            Add(family, Sex.Male, age);
            Add(PersonalNames.DrawFamily(numbers), Sex.Female, age < 22 ? age : age - numbers.Between(0, age < 60 ? 2 : 0));
        }

        private void AddChildren(Bilingual family, int parentAge, int count)
        {
            var age = Math.Clamp(parentAge - numbers.Between(24, 33), 0, 17);
            for (var i = 0; i < count && age >= 0; i++)
            {
                Add(family, numbers.Chance(48) ? Sex.Female : Sex.Male, age);
                age -= numbers.Between(2, 5);
            }
        }

        private void Add(Bilingual family, Sex sex, int age) =>
            _all.Add(builder.Create(numbers, district, firstNumber + _all.Count, family, sex, age));
    }
}
