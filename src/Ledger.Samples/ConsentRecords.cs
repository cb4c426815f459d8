using System.Text.Json.Nodes;

namespace Ledger.Samples;

/// <summary>The consents of residents: a department may read records of another one, for one purpose and a limited time.</summary>
internal static class ConsentRecords
{
    public static void AddTo(ResidentFile file)
    {
        // Adults consent for themselves. Consent of a guardian for a child is not part of the sample.
        if (file.Resident.Age < 18 || !file.Numbers.Chance(file.Resident.Age >= 60 ? 35 : 15))
        {
            return;
        }

        var isElder = file.Resident.Age >= 60;
        var day = file.DrawIssueDay();
        file.Add(isElder ? "civil-affairs" : "employment", "consent", day, day.AddMonths(6), Consent(file, isElder, day));
    }

    private static JsonObject Consent(ResidentFile file, bool isElder, DateOnly day)
    {
        var recipient = isElder ? CityPlaces.CivilAffairsBureau : CityPlaces.EmploymentBureau;
        var item = isElder ? Item("chronic-care-entitlement", "entitlement_level") : Item("medical-insurance-coverage", "coverage_status");
        if (isElder)
        {
            item["sensitive_category"] = "health";
        }

        return new JsonObject
        {
            ["jurisdiction"] = "CN",
            ["schema_version"] = "https://city.example/vct/consent/1",
            ["subject"] = new JsonObject { ["pseudonym"] = file.Resident.Pseudonym, ["id_type"] = "resident-identity-card", ["loa"] = "substantial" },
            ["agreement"] = new JsonObject { ["id"] = file.DrawUuid(day), ["version"] = 1, ["hash"] = file.DrawDigest() },
            ["notice"] = new JsonObject
            {
                ["url"] = "https://city.example/notices/data-sharing/1",
                ["hash"] = file.DrawDigest(),
                ["language"] = "zh-CN",
                ["rendered_at"] = Dates.Text(day, 9, 30),
            },
            ["purposes"] = new JsonArray(new JsonObject
            {
                ["code"] = "ELIG",
                ["iri"] = "https://city.example/purposes/eligibility",
                ["text"] = new Bilingual("核对申请补贴的条件", "Checking the conditions of a benefit applied for").ToJson(),
            }),
            ["basis"] = new JsonObject
            {
                ["type"] = "consent",
                ["legal_reference"] = new LegalReference(
                    new("中华人民共和国个人信息保护法", "Personal Information Protection Law of the PRC"), "第十三条").ToJson(),
            },
            ["data_items"] = new JsonArray(item),
            ["parties"] = new JsonArray(Party(recipient, "recipient"), Party(CityPlaces.InsuranceBureau, "source")),
            ["mode"] = "query",
            ["fetch"] = new JsonObject { ["type"] = "once", ["max_uses"] = 1 },
            ["validity"] = new JsonObject { ["start"] = Dates.Text(day, 9, 35), ["expiry"] = Dates.Text(day.AddMonths(6), 9, 35) },
            ["data_life"] = new JsonObject { ["unit"] = "month", ["value"] = 6 },
            ["storage_locations"] = new JsonArray("CN"),
            ["processing_locations"] = new JsonArray("CN"),
            ["collection_method"] = Collection(file, isElder),
            ["withdrawal_method"] = Contact("在原办理窗口、电话或本人账户中随时撤回。", "Withdraw at any time at the counter, by telephone or in your account."),
            ["privacy_rights"] = Contact("可查询谁读取了您的资料并要求更正。", "Ask who has read your data, and have it corrected."),
            ["authority"] = Contact("对处理方式不满意,可向市网信办投诉。", "Complain to the city's cyberspace administration."),
            // Personal Information Protection Law, article 29: sensitive data needs a separate consent.
            ["consent_type"] = isElder ? "separate" : "explicit",
            ["signatures"] = Signatures(file, isElder, day),
            ["uses"] = new JsonObject { ["log_uri"] = "https://ledger.example/uses" },
        };
    }

    private static JsonObject Collection(ResidentFile file, bool isElder)
    {
        var collection = new JsonObject { ["channel"] = isElder ? "counter_assisted" : "self_web" };
        if (isElder)
        {
            collection["operator"] = new JsonObject { ["staff_id"] = file.DrawPseudonym(), ["org"] = CityPlaces.CivilAffairsBureau.Id };
            collection["read_aloud"] = true;
            collection["spoken_language"] = "zh";
        }

        return collection;
    }

    private static JsonObject Party(Organisation organisation, string role) => new()
    {
        ["id"] = organisation.Id,
        ["role"] = role,
        ["name"] = organisation.Name.ToJson(),
        ["contact"] = "12345",
    };

    private static JsonObject Contact(string zh, string en) => new() { ["text"] = new Bilingual(zh, en).ToJson(), ["phone"] = "12345" };

    private static JsonObject Item(string type, string path) => new()
    {
        ["path"] = path,
        ["type"] = "https://city.example/vct/" + type + "/1",
        ["optional"] = false,
        ["granted"] = true,
    };

    // At a counter the resident signs on paper with a witness, at home with a passkey.
    private static JsonArray Signatures(ResidentFile file, bool isAtCounter, DateOnly day) => isAtCounter
        ? [Signature(file, "subject", "paper-scan", "none", file.Resident.Pseudonym, day), Signature(file, "witness", "paper-scan", "none", file.DrawPseudonym(), day)]
        : [Signature(file, "subject", "webauthn", "ES256", file.Resident.Pseudonym, day)];

    private static JsonObject Signature(ResidentFile file, string role, string kind, string algorithm, string by, DateOnly day) => new()
    {
        ["role"] = role,
        ["kind"] = kind,
        ["by"] = by,
        ["alg"] = algorithm,
        ["evidence"] = file.DrawDigest(),
        ["at"] = Dates.Text(day, 9, 35),
    };
}
