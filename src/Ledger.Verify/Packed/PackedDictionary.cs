using System.Text;

namespace Ledger.Verify.Packed;

/// <summary>
/// The preset dictionary of version 1 (RFC 1950 section 2.2): what the texts of records often contain. The names of claims are those of the record
/// types of 2026, rare ones first; the frames of header and payload come last, because near text is the cheapest to repeat. Papers need it for as
/// long as they last, so it never changes. Another version of the packed form may have another dictionary.
/// </summary>
internal static class PackedDictionary
{
    private const string Text =
        "\"address\",\"age_check\",\"age_over_60\",\"age_over_65\",\"age_over_70\",\"age_over_80\",\"agreement\"," +
        "\"applicable_law_jurisdiction\",\"area\",\"as_of\",\"assessed_on\",\"assessment_org\",\"assessment_type\"," +
        "\"assessors\",\"attorney_family_name\",\"attorney_given_name\",\"attorney_id_type\",\"attorney_loa\"," +
        "\"attorney_name\",\"attorney_personal_administrative_number\",\"attorney_pseudonym\",\"attorney_relation\"," +
        "\"award_date\",\"awarding_body\",\"base_minor_units\",\"card_number\",\"care_hours\",\"catchment\",\"category\"," +
        "\"certificate_number\",\"channel\",\"class\",\"collection_method\",\"completion_date\",\"condition_group\"," +
        "\"consent_type\",\"contact\",\"contract_type\",\"counter\",\"coverage_status\",\"data_items\",\"data_life\"," +
        "\"data_range\",\"designated_institutions\",\"domain\",\"domain_scores\",\"dose_number\",\"doses\",\"education_level\"," +
        "\"end_date\",\"ending_date\",\"enrolment_date\",\"enrolment_status\",\"entitlement_level\",\"exam_date\",\"expiry\"," +
        "\"fetch\",\"from_minor_units\",\"from_school\",\"geographic_restriction\",\"granted\",\"hash\",\"institution\"," +
        "\"insured_area\",\"insured_id\",\"insured_type\",\"interpreter\",\"isced_level\",\"legal_reference\",\"log_uri\"," +
        "\"lot_number\",\"manufacturer\",\"max_uses\",\"mode\",\"months\",\"next_due\",\"notice\",\"occupation\"," +
        "\"occupation_sought\",\"occurrence_date\",\"operator\",\"optional\",\"parties\",\"path\",\"pay_band\",\"payee_type\"," +
        "\"performer\",\"periods\",\"phone\",\"position\",\"previous\",\"priority_class\",\"priority_group\",\"privacy_rights\"," +
        "\"processing_locations\",\"programme_complete\",\"purposes\",\"qualification\",\"read_aloud\",\"reason\"," +
        "\"receipt_id\",\"registration_date\",\"registration_number\",\"registration_status\",\"rendered_at\",\"renews\"," +
        "\"representation\",\"representation_type\",\"representative\",\"role\",\"schema_version\",\"school_year\",\"scope\"," +
        "\"scope_of_representation_power_of_substitution\",\"scope_of_representation_powers\"," +
        "\"scope_of_representation_purposes\",\"script_hash\",\"sensitive_category\",\"series_doses\",\"services\"," +
        "\"signatures\",\"source\",\"special_category\",\"spoken_language\",\"staff_id\",\"standard\",\"start\",\"start_date\"," +
        "\"starting_date\",\"status\",\"status_since\",\"storage_locations\",\"student_number\",\"subject_age_band\"," +
        "\"substitution\",\"target_disease\",\"to_minor_units\",\"to_school\",\"total_months\",\"total_score\",\"type\",\"urls\"," +
        "\"uses\",\"vaccine_code\",\"valid_from\",\"valid_school_year\",\"valid_until\",\"validity\"," +
        "\"validity_period_valid_from\",\"validity_period_valid_until\",\"verification\",\"verified\",\"weekly_hours\"," +
        "\"with\",\"withdrawal_method\",\"basis\",\"credential_ref\",\"doc_no_hash\",\"doc_type\",\"employer\",\"given\",\"grade\"," +
        "\"score\",\"stage\",\"subject_assent\",\"amount\",\"appeal\",\"automation\",\"case_id\",\"claim_date\",\"claim_period\"," +
        "\"competent_authority\",\"consent_ref\",\"criteria\",\"criterion_id\",\"deadline\",\"deadline_rule\",\"decision_date\"," +
        "\"decision_id\",\"decision_maker\",\"decision_type\",\"derived_value_hash\",\"digest\",\"disclosed_paths\",\"duties\"," +
        "\"effective_from\",\"effective_to\",\"engine\",\"entitlement\",\"evidence_refs\",\"evidence_type\",\"explanation_uri\"," +
        "\"household\",\"human_reviewer\",\"inputs_digest\",\"legal_ref\",\"letter_hash\",\"method\",\"notified_date\"," +
        "\"officer_id\",\"officer_role\",\"org_id\",\"outcome\",\"period\",\"public_service_uri\",\"reasons\"," +
        "\"related_decisions\",\"relation\",\"review_due\",\"rules\",\"ruleset_id\",\"school\",\"signed_at\"," +
        "\"status_at_decision\",\"superseded_by\",\"supersedes\",\"system\",\"trace_digest\",\"trace_uri\",\"valid_to\"," +
        "\"verification_result\",\"verified_at\",\"authority\",\"effective_date\",\"evidence\",\"frequency\",\"kind\"," +
        "\"language\",\"subject\",\"text\",\"unit\",\"value\",\"currency\",\"issuer\",\"level\",\"pseudonym\",\"reason_code\"," +
        "\"result\",\"scheme\",\"version\",\"from\",\"code\",\"cert_identifier\",\"cert_state\",\"cert_type_code\"," +
        "\"electronic_licence\",\"authentic_source\",\"date_of_expiry\",\"date_of_issuance\",\"document_number\"," +
        "\"legal_basis\",\"article\",\"birthdate\",\"family_name\",\"given_name\",\"id_type\",\"issuing_authority\"," +
        "\"issuing_country\",\"jurisdiction\",\"name\",\"personal_administrative_number\",\"active\",\"suspended\",\"revoked\"," +
        "\"superseded\",\"withdrawn\",\"valid\",\"eligible\",\"ineligible\",\"monthly\",\"yearly\",\"day\",\"hour\",\"unknown\"," +
        "\"none\",\"resident-identity-card\",\"male\",\"female\",\"cash\",\"in_kind\",\"place\",\"household\",\"person\",\"guardian\"," +
        "\"met\",\"not_met\",\"self\",\"full\",\"assisted\",\"currency\":\"CNY\",\"unit\":\"minor_units\",\"amount\":{\"value\":0," +
        "\"from\":\"2026-0\",\"to\":\"2027-1\",\"start\":\"2025-\",\"end\":\"2028-\",\"code\":\"\"language\":\"zh-CN\"," +
        "\"text\":\"人民政府卫生健康委员会教育局民政局人力资源和社会保障局医疗保障局医院学校小学中学街道社区区县市省（第一二三四五六七八九十条第号\",\"url\":\"https://www.\"," +
        "\"version\":\"1.0.0\",\"level\":\"\"personal_administrative_number\",\"\"id_type\"," +
        "\"resident-identity-card\"\"birthdate\",\"19\"birthdate\",\"20\"sex\",\"female\"\"sex\",\"male\"\"given_name\"," +
        "\"\"family_name\",\"\"document_number\",\"〔2026〕-00000号\"\"authentic_source\",\"\"electronic_licence\":{" +
        "\"cert_type_code\":\"\"cert_identifier\",\"1.2.156.3005.2.\"cert_state\",\"01\"\"_sd\":[\u0001,\u0001,\u0001,\u0001,\u0001,\u0001,\u0001,\u0001],\"_sd\":[\u0003 ," +
        "\u0003!,\u0003\",\u0003#,\u0003$,\u0003%,\u0003&,\u0003'],{\"...\":\u0001},{\"...\":\u0003(},{\"...\":\u0003)}]{\"alg\":\"Ed25519\",\"kid\":\u0001,\"typ\":\"dc+sd-jwt\"}\0{" +
        "\"alg\":\"ES256\",\"kid\":\u0001,\"typ\":\"dc+sd-jwt\"}\0{\"iss\":\"https://\"," +
        "\"vct\":\"https://city.example/vct/-decision/1/1\",\"vct#integrity\":\u0002,\"iat\":1795800900,\"nbf\":1778," +
        "\"exp\":18202000,\"jti\":\u0004,\"issuing_authority\":{\"id\":\"\",\"name\":{\"zh\":\"\",\"en\":\"\"}},\"issuing_country\":\"CN\"," +
        "\"_sd_alg\":\"sha-256\",\"date_of_issuance\":\"2026-\",\"date_of_expiry\":\"2027-\",\"jurisdiction\":\"0100\"," +
        "\"legal_basis\":[{\"act\":{\"zh\":\"中华人民共和国法\",\"en\":\" Law of the PRC\"},\"article\":\"第条\"}],/log\0";

    /// <summary>The dictionary in UTF-8.</summary>
    public static byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Text);
}
