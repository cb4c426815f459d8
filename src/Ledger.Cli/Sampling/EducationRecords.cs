using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Cli.Sampling;

/// <summary>What the education bureau certifies of a child: the school, a move, and the end of a stage.</summary>
internal static class EducationRecords
{
    private const string Department = "education";
    private const int YoungestPupil = 6;
    private const int OldestPupil = 15;
    private const int LastPrimaryGrade = 6;

    private static readonly LegalReference Basis = new(new("中华人民共和国义务教育法", "Compulsory Education Law of the PRC"), "第十一条");

    private static readonly CertificateForm Status = new(Department, "student-status", CityPlaces.EducationBureau, "101", "学籍", Basis);
    private static readonly CertificateForm Transfer = new(Department, "school-transfer", CityPlaces.EducationBureau, "102", "转学", Basis);
    private static readonly CertificateForm Completion = new(Department, "compulsory-education-completion", CityPlaces.EducationBureau, "103", "毕业", Basis);

    public static void AddTo(ResidentFile file)
    {
        var age = file.Resident.Age;
        if (age is < YoungestPupil or > 24)
        {
            return;
        }

        if (age > OldestPupil)
        {
            AddCompletion(file, "junior", 2, JuniorSchoolOf(file), file.Resident.Birthdate.Year + 16);
            return;
        }

        var grade = Math.Clamp(age - 5, 1, 9);
        AddStatus(file, grade);
        if (file.Numbers.Chance(12))
        {
            AddTransfer(file, grade);
        }

        if (grade == LastPrimaryGrade + 1)
        {
            AddCompletion(file, "primary", 1, PrimarySchoolOf(file, 0), file.AsOf.Year - 1);
        }
    }

    /// <summary>The school a child of this grade goes to.</summary>
    public static Organisation SchoolOf(ResidentFile file, int grade) => grade > LastPrimaryGrade ? JuniorSchoolOf(file) : PrimarySchoolOf(file, 0);

    /// <summary>The school year that runs at a day: it begins in September.</summary>
    public static string SchoolYear(DateOnly day)
    {
        var start = day.Month >= 9 ? day.Year : day.Year - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{start}-{start + 1}");
    }

    private static void AddStatus(ResidentFile file, int grade)
    {
        var issued = file.DrawIssueDay();
        var inStage = grade > LastPrimaryGrade ? grade - LastPrimaryGrade : grade;
        var start = file.AsOf.Month >= 9 ? file.AsOf.Year : file.AsOf.Year - 1;
        file.AddCertificate(Status, issued, new DateOnly(issued.Year + 1, 8, 31), new JsonObject
        {
            ["student_number"] = "G" + file.Resident.IdNumber,
            ["school"] = SchoolOf(file, grade).ToSectorJson(),
            ["grade"] = grade,
            ["class"] = string.Create(CultureInfo.InvariantCulture, $"{file.Numbers.Between(1, 8)}班"),
            ["stage"] = grade > LastPrimaryGrade ? "junior" : "primary",
            ["enrolment_date"] = Dates.Text(new DateOnly(start - inStage + 1, 9, 1)),
            ["enrolment_status"] = "enrolled",
            ["valid_school_year"] = SchoolYear(issued),
        });
    }

    private static void AddTransfer(ResidentFile file, int grade)
    {
        var issued = file.DrawIssueDay();
        var (from, to) = grade > LastPrimaryGrade
            ? (CityPlaces.JuniorSchools[(file.Resident.District + 1) % CityPlaces.JuniorSchools.Count], JuniorSchoolOf(file))
            : (PrimarySchoolOf(file, 1), PrimarySchoolOf(file, 0));
        file.AddCertificate(Transfer, issued, null, new JsonObject
        {
            ["from_school"] = from.ToSectorJson(),
            ["to_school"] = to.ToSectorJson(),
            ["effective_date"] = Dates.Text(issued),
            ["grade"] = grade,
            ["reason_code"] = file.Numbers.Pick<string>(["household_registration", "residence_change", "parent_work"]),
        });
    }

    private static void AddCompletion(ResidentFile file, string stage, int level, Organisation school, int year)
    {
        var completed = new DateOnly(Math.Min(year, file.AsOf.Year - 1), 6, 28);
        file.AddCertificate(Completion, file.DrawIssueDay(), null, new JsonObject
        {
            ["certificate_number"] = string.Create(CultureInfo.InvariantCulture, $"{completed.Year}{CityPlaces.CityCode}{file.DrawDigits(8)}"),
            ["stage"] = stage,
            ["school"] = school.ToSectorJson(),
            ["completion_date"] = Dates.Text(completed),
            ["result"] = "graduated",
            ["isced_level"] = level,
        });
    }

    private static Organisation PrimarySchoolOf(ResidentFile file, int which) => CityPlaces.PrimarySchools[(2 * file.Resident.District) + which];

    private static Organisation JuniorSchoolOf(ResidentFile file) => CityPlaces.JuniorSchools[file.Resident.District];
}
