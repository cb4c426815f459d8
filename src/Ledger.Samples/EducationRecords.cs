using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>The certificates of the education bureau about a child: the school, a transfer, and the end of a stage.</summary>
internal static class EducationRecords
{
    private const string Department = "education";
    private const int OldestGraduate = 24;

    private static readonly LegalReference Basis = new(new("中华人民共和国义务教育法", "Compulsory Education Law of the PRC"), "第十一条");

    private static readonly CertificateForm Status = new(Department, "student-status", CityPlaces.EducationBureau, "101", "学籍", Basis);
    private static readonly CertificateForm Transfer = new(Department, "school-transfer", CityPlaces.EducationBureau, "102", "转学", Basis);
    private static readonly CertificateForm Completion = new(Department, "compulsory-education-completion", CityPlaces.EducationBureau, "103", "毕业", Basis);

    public static void AddTo(ResidentFile file)
    {
        var grade = SchoolYears.ComputeGrade(file.Resident.Birthdate, file.AsOf);
        if (grade < 1 || file.Resident.Age > OldestGraduate)
        {
            return;
        }

        if (grade > SchoolYears.LastGrade)
        {
            AddCompletion(file, "junior", 2, ChooseJuniorSchool(file), yearsAgo: grade - SchoolYears.LastGrade - 1);
            return;
        }

        if (grade == SchoolYears.LastPrimaryGrade + 1)
        {
            AddCompletion(file, "primary", 1, ChoosePrimarySchool(file, 0), yearsAgo: 0);
        }

        AddStatus(file, grade);

        // More often than in real life, so that a small city has a transfer to show.
        if (grade > 1 && file.Numbers.Chance(33))
        {
            AddTransfer(file, grade);
        }
    }

    /// <summary>The school for a child of this grade.</summary>
    public static Organisation FindSchool(ResidentFile file, int grade) =>
        grade > SchoolYears.LastPrimaryGrade ? ChooseJuniorSchool(file) : ChoosePrimarySchool(file, 0);

    private static void AddStatus(ResidentFile file, int grade)
    {
        var start = SchoolYears.StartOf(file.AsOf);
        var isJunior = grade > SchoolYears.LastPrimaryGrade;
        var yearsInStage = (isJunior ? grade - SchoolYears.LastPrimaryGrade : grade) - 1;
        file.AddCertificate(Status, file.DrawIssueDay(start), SchoolYears.EndOf(file.AsOf), new JsonObject
        {
            ["student_number"] = "G" + file.Resident.IdNumber,
            ["school"] = FindSchool(file, grade).ToSectorJson(),
            ["grade"] = grade,
            ["class"] = string.Create(CultureInfo.InvariantCulture, $"{file.Numbers.Between(1, 8)}班"),
            ["stage"] = isJunior ? "junior" : "primary",
            ["enrolment_date"] = Dates.Text(start.AddYears(-yearsInStage)),
            ["enrolment_status"] = "enrolled",
            ["valid_school_year"] = SchoolYears.Text(start),
        });
    }

    private static void AddTransfer(ResidentFile file, int grade)
    {
        // Within the school year, so the grade is that at the new school.
        var issued = file.DrawIssueDay(SchoolYears.StartOf(file.AsOf));
        var (from, to) = grade > SchoolYears.LastPrimaryGrade
            ? (CityPlaces.JuniorSchools[(file.Resident.District + 1) % CityPlaces.JuniorSchools.Count], ChooseJuniorSchool(file))
            : (ChoosePrimarySchool(file, 1), ChoosePrimarySchool(file, 0));
        file.AddCertificate(Transfer, issued, null, new JsonObject
        {
            ["from_school"] = from.ToSectorJson(),
            ["to_school"] = to.ToSectorJson(),
            ["effective_date"] = Dates.Text(issued),
            ["grade"] = grade,
            ["reason_code"] = file.Numbers.Pick<string>(["household_registration", "residence_change", "parent_work"]),
        });
    }

    /// <summary>Adds a certificate issued in the summer before the current school year, or <paramref name="yearsAgo"/> years earlier.</summary>
    private static void AddCompletion(ResidentFile file, string stage, int level, Organisation school, int yearsAgo)
    {
        var completed = new DateOnly(SchoolYears.StartOf(file.AsOf).Year - yearsAgo, 6, 28);
        file.AddCertificate(Completion, completed.AddDays(file.Numbers.Between(1, 12)), null, new JsonObject
        {
            ["certificate_number"] = string.Create(CultureInfo.InvariantCulture, $"{completed.Year}{CityPlaces.CityCode}{file.DrawDigits(8)}"),
            ["stage"] = stage,
            ["school"] = school.ToSectorJson(),
            ["completion_date"] = Dates.Text(completed),
            ["result"] = "graduated",
            ["isced_level"] = level,
        });
    }

    private static Organisation ChoosePrimarySchool(ResidentFile file, int which) => CityPlaces.PrimarySchools[(2 * file.Resident.District) + which];

    private static Organisation ChooseJuniorSchool(ResidentFile file) => CityPlaces.JuniorSchools[file.Resident.District];
}
