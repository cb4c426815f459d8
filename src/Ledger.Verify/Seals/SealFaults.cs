using System.Collections.Immutable;

namespace Ledger.Verify.Seals;

/// <summary>Every way a seal, its disclosures, a key binding or a key can be refused. RFC 9901 section 7 unless another source is named.</summary>
public static class SealFaults
{
    // 1100–1119: form. The text itself, before any key is looked at.
    public static readonly SealFault TooLarge = new("LDG1101",
        "The sealed record is longer than 64 KiB.",
        "封签记录超过 64 KiB。");

    public static readonly SealFault Structure = new("LDG1102",
        "The parts between the tildes are not an SD-JWT.",
        "波浪号之间的各部分不构成 SD-JWT。")
    { Kind = SealFaultKind.Unreadable };

    public static readonly SealFault TooManyDisclosures = new("LDG1103",
        "There are more than 200 disclosures.",
        "披露项超过 200 个。");

    public static readonly SealFault NotCompactJws = new("LDG1104",
        "A signed part is not three base64url texts.",
        "签名部分不是三段 base64url 文本。")
    { Kind = SealFaultKind.Unreadable };

    public static readonly SealFault NotJson = new("LDG1105",
        "A part is not a well-formed JSON object in UTF-8.",
        "某一部分不是合法的 UTF-8 JSON 对象。")
    { Kind = SealFaultKind.Unreadable };

    public static readonly SealFault DuplicateName = new("LDG1106",
        "A JSON object names the same member twice.",
        "JSON 对象中有重复的成员名。");

    public static readonly SealFault NotWholeNumber = new("LDG1107",
        "A number is not a whole number of at most 53 bits.",
        "存在不是 53 位以内整数的数值。");

    public static readonly SealFault TooDeep = new("LDG1108",
        "The claims are nested deeper than 16 levels.",
        "声明嵌套超过 16 层。");

    public static readonly SealFault TypeWrong = new("LDG1109",
        "The header's typ is not the expected one.",
        "头部的 typ 与要求不符。");

    public static readonly SealFault AlgorithmRefused = new("LDG1110",
        "The header's alg is not on the list of allowed algorithms.",
        "头部的 alg 不在允许的算法之列。");

    public static readonly SealFault KeyInHeader = new("LDG1111",
        "The header tries to choose its own key (jwk, jku or x5u).",
        "头部试图自行指定密钥（jwk、jku 或 x5u）。");

    public static readonly SealFault CriticalHeader = new("LDG1112",
        "The header demands an extension this verifier does not know (crit).",
        "头部要求了本验证程序不认识的扩展（crit）。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault HeaderMalformed = new("LDG1113",
        "A header member has the wrong JSON type.",
        "头部成员的 JSON 类型不正确。");

    public static readonly SealFault AlgorithmUnsupported = new("LDG1114",
        "The seal's algorithm (alg) is not supported here.",
        "此处不支持该封签算法（alg）。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault LongerThanSupported = new("LDG1115",
        "The text is longer than 16 MiB; longer ones are not supported here.",
        "文本超过 16 MiB；此处不支持更长的文本。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault MoreDisclosuresThanSupported = new("LDG1116",
        "There are more than 10,000 disclosures; more are not supported here.",
        "披露项超过 10000 个；此处不支持更多。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault DeeperThanSupported = new("LDG1117",
        "The text is nested deeper than 48 levels; deeper ones are not supported here.",
        "嵌套超过 48 层；此处不支持更深的嵌套。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault SeveralSignatures = new("LDG1118",
        "There are several signatures, which is not supported here.",
        "含有多个签名，此处不支持。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault CutOff = new("LDG1119",
        "The text ends where an SD-JWT does not: it may be cut off.",
        "文本在 SD-JWT 不应结束之处结束，可能被截断。")
    { Kind = SealFaultKind.Unreadable };

    // 1120–1129: the seal's signature.
    public static readonly SealFault AlgorithmOfOtherKey = new("LDG1120",
        "The seal's algorithm is not that of the expected key.",
        "封签算法与应使用的密钥不符。");

    public static readonly SealFault SignatureWrong = new("LDG1121",
        "The seal's signature is not that of the expected key.",
        "封签不是由应使用的密钥签署的。");

    public static readonly SealFault KeyNotGiven = new("LDG1122",
        "None of the given keys is the one the seal asks for, so the seal cannot be checked.",
        "所给密钥中没有封签所需的密钥，无法核验封签。")
    { Kind = SealFaultKind.NotChecked };

    // 1130–1149: disclosures.
    public static readonly SealFault HashUnknown = new("LDG1130",
        "The digest algorithm (_sd_alg) is not sha-256.",
        "摘要算法（_sd_alg）不是 sha-256。");

    public static readonly SealFault HashNested = new("LDG1131",
        "_sd_alg stands below the top level.",
        "_sd_alg 出现在顶层以下。");

    public static readonly SealFault DisclosureMalformed = new("LDG1132",
        "A disclosure is not base64url of a JSON array that begins with a salt.",
        "披露项不是以盐值开头的 JSON 数组的 base64url 文本。");

    public static readonly SealFault ObjectDisclosureShape = new("LDG1133",
        "A disclosed member is not [salt, name, value].",
        "对象成员的披露项不是 [盐值，名称，值]。");

    public static readonly SealFault ArrayDisclosureShape = new("LDG1134",
        "A disclosed array element is not [salt, value].",
        "数组元素的披露项不是 [盐值，值]。");

    public static readonly SealFault NameReserved = new("LDG1135",
        "A claim is named _sd, _sd_alg or \"...\".",
        "声明名称为 _sd、_sd_alg 或“...”。");

    public static readonly SealFault NamePresent = new("LDG1136",
        "A disclosed name is already present at its level.",
        "所披露的名称在该层已存在。");

    public static readonly SealFault DigestRepeated = new("LDG1137",
        "The same digest occurs twice.",
        "同一摘要出现了两次。");

    public static readonly SealFault DisclosureUnreferenced = new("LDG1138",
        "A disclosure belongs to no digest of this record.",
        "某披露项不对应本记录中的任何摘要。");

    public static readonly SealFault DigestMalformed = new("LDG1139",
        "A place kept for digests holds something else.",
        "摘要位置上存在其他内容。");

    public static readonly SealFault ProtectedClaimDisclosed = new("LDG1140",
        "A claim that must be in clear came from a disclosure.",
        "必须明示的声明却来自披露项。");

    public static readonly SealFault HashUnsupported = new("LDG1141",
        "The digest algorithm (_sd_alg) is not supported here.",
        "此处不支持该摘要算法（_sd_alg）。")
    { Kind = SealFaultKind.NotSupported };

    // 1150–1159: what the processed claims say.
    public static readonly SealFault ClaimMissing = new("LDG1150",
        "A required claim is missing.",
        "缺少必需的声明。");

    public static readonly SealFault ClaimMalformed = new("LDG1151",
        "A registered claim has the wrong form.",
        "注册声明的形式不正确。");

    public static readonly SealFault NotYetValid = new("LDG1152",
        "The record is not valid yet (nbf).",
        "记录尚未生效（nbf）。");

    public static readonly SealFault Expired = new("LDG1153",
        "The record has expired (exp).",
        "记录已过期（exp）。");

    public static readonly SealFault IssuedAhead = new("LDG1154",
        "The record is dated in the future (iat): its date, or the clock here, is wrong.",
        "记录的签发时间（iat）在将来：签发时间或本机时钟有误。");

    // 1160–1179: key binding (RFC 9901 section 7.3).
    public static readonly SealFault BindingMissing = new("LDG1160",
        "Proof of possession was required and is missing.",
        "要求持有证明，但未提供。");

    public static readonly SealFault BindingUnexpected = new("LDG1161",
        "A proof of possession is present that nobody asked for.",
        "存在未被要求的持有证明。");

    public static readonly SealFault HolderKeyMissing = new("LDG1162",
        "The record is bound to no holder key (cnf).",
        "记录未绑定持有人密钥（cnf）。");

    public static readonly SealFault BindingMalformed = new("LDG1163",
        "The proof of possession lacks iat, aud, nonce or sd_hash in the right form.",
        "持有证明缺少形式正确的 iat、aud、nonce 或 sd_hash。");

    public static readonly SealFault BindingAlgorithm = new("LDG1164",
        "The proof's algorithm is not that of the holder's key.",
        "持有证明的算法与持有人密钥不符。");

    public static readonly SealFault BindingSignature = new("LDG1165",
        "The proof of possession was not signed with the holder's key.",
        "持有证明不是由持有人密钥签署的。");

    public static readonly SealFault BindingTime = new("LDG1166",
        "The proof of possession is too old or from the future.",
        "持有证明过旧或时间在未来。");

    public static readonly SealFault BindingAudience = new("LDG1167",
        "The proof of possession is for somebody else (aud).",
        "持有证明的接收方（aud）不是本方。");

    public static readonly SealFault BindingNonce = new("LDG1168",
        "The proof of possession does not answer this request (nonce).",
        "持有证明不是对本次请求的回应（nonce）。");

    public static readonly SealFault BindingHash = new("LDG1169",
        "The proof of possession covers another presentation (sd_hash).",
        "持有证明所覆盖的不是本次出示的内容（sd_hash）。");

    // 1180–1189: keys (RFC 7517, 7518 section 6.2, 8037).
    public static readonly SealFault KeyMalformed = new("LDG1180",
        "A key is not a valid JSON Web Key.",
        "密钥不是合法的 JSON Web Key。");

    public static readonly SealFault KeyUnsupported = new("LDG1181",
        "A key is of a kind that cannot be checked here.",
        "密钥类型在此无法核验。")
    { Kind = SealFaultKind.NotSupported };

    public static readonly SealFault KeyPrivate = new("LDG1182",
        "A private key stands where a public key belongs.",
        "应为公钥之处出现了私钥。");

    public static readonly SealFault KeySetMalformed = new("LDG1183",
        "A key set is not a valid JSON Web Key Set.",
        "密钥集不是合法的 JSON Web Key Set。");

    public static readonly SealFault KeyRepeated = new("LDG1184",
        "A key set holds the same key twice.",
        "密钥集中有重复的密钥。");

    // 1190–1199: sealing.
    public static readonly SealFault ClaimNameTaken = new("LDG1190",
        "A claim has a name that the seal itself uses or must keep in clear.",
        "声明名称与封签自身使用或必须明示的名称冲突。");

    /// <summary>The whole table, in order of code.</summary>
    public static ImmutableArray<SealFault> All { get; } =
    [
        TooLarge, Structure, TooManyDisclosures, NotCompactJws, NotJson, DuplicateName, NotWholeNumber, TooDeep, TypeWrong,
        AlgorithmRefused, KeyInHeader, CriticalHeader, HeaderMalformed, AlgorithmUnsupported, LongerThanSupported,
        MoreDisclosuresThanSupported, DeeperThanSupported, SeveralSignatures, CutOff, AlgorithmOfOtherKey, SignatureWrong, KeyNotGiven,
        HashUnknown, HashNested,
        DisclosureMalformed, ObjectDisclosureShape, ArrayDisclosureShape, NameReserved, NamePresent, DigestRepeated,
        DisclosureUnreferenced, DigestMalformed, ProtectedClaimDisclosed, HashUnsupported, ClaimMissing, ClaimMalformed, NotYetValid, Expired, IssuedAhead,
        BindingMissing, BindingUnexpected, HolderKeyMissing, BindingMalformed, BindingAlgorithm, BindingSignature, BindingTime,
        BindingAudience, BindingNonce, BindingHash, KeyMalformed, KeyUnsupported, KeyPrivate, KeySetMalformed, KeyRepeated,
        ClaimNameTaken,
    ];
}
