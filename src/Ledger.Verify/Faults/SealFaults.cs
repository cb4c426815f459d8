using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>Every way a seal, its disclosures, a key binding or a key can be refused. RFC 9901 section 7 unless another source is named.</summary>
public static class SealFaults
{
    // 1100–1119: form. The text itself, before any key is used.
    public static readonly Fault TooLarge = new("LDG1101", null,
        new("封签记录超过 64 KiB。", "The sealed record is longer than 64 KiB."),
        new("请删减记录中的声明，使其不超过 64 KiB。", "Shorten the claims of the record, so that it has at most 64 KiB."));

    public static readonly Fault Structure = new("LDG1102", null,
        new("波浪号之间的各部分不构成 SD-JWT。", "The parts between the tildes are not an SD-JWT."),
        new("请核对文件是否为 SD-JWT：各部分以波浪号分隔并以波浪号结尾。", "Check that the file is an SD-JWT: parts separated by tildes."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault TooManyDisclosures = new("LDG1103", null,
        new("披露项超过 200 个。", "There are more than 200 disclosures."),
        new("请减少单独披露的声明，最多 200 个。", "Make at most 200 claims separately disclosable."));

    public static readonly Fault NotCompactJws = new("LDG1104", null,
        new("签名部分不是三段 base64url 文本。", "A signed part is not three base64url texts."),
        new("请核对签名部分是否完整复制，应为以点分隔的三段。", "Check that the signed part was copied whole: three texts separated by dots."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault NotJson = new("LDG1105", null,
        new("某一部分不是合法的 UTF-8 JSON 对象。", "A part is not a well-formed JSON object in UTF-8."),
        new("请签发方检查该部分的 JSON 与编码（UTF-8）。", "Ask the issuer to check the JSON of that part and its encoding, UTF-8."))
    { Kind = FaultKind.Unreadable };

    public static readonly Fault DuplicateName = new("LDG1106", null,
        new("JSON 对象中有重复的成员名。", "A JSON object names the same member twice."),
        new("请签发方去除重复的成员名。", "Ask the issuer to write each member name once."));

    public static readonly Fault NotWholeNumber = new("LDG1107", null,
        new("存在不是 53 位以内整数的数值。", "A number is not a whole number of at most 53 bits."),
        new("请把该数值写为整数，或写为文本。", "Write the number as a whole number, or as a text."));

    public static readonly Fault TooDeep = new("LDG1108", null,
        new("声明嵌套超过 16 层。", "The claims are nested deeper than 16 levels."),
        new("请减少声明的嵌套层数，最多 16 层。", "Nest the claims less deeply: at most 16 levels."));

    public static readonly Fault TypeWrong = new("LDG1109", null,
        new("头部的 typ 与要求不符。", "The header's typ is not the expected one."),
        new("请核对所要求的 --type，或向签发方索取该类型的记录。", "Check the type that was asked for, or ask the issuer for a record of that type."));

    public static readonly Fault AlgorithmRefused = new("LDG1110", null,
        new("头部的 alg 不在允许的算法之列。", "The header's alg is not on the list of allowed algorithms."),
        new("请签发方改用允许的算法：ES256、Ed25519 或 SM2。", "Ask the issuer to use an algorithm that is allowed: ES256, Ed25519 or SM2."));

    public static readonly Fault KeyInHeader = new("LDG1111", null,
        new("头部试图自行指定密钥（jwk、jku 或 x5u）。", "The header tries to choose its own key (jwk, jku or x5u)."),
        new("请勿采信：密钥须由核验方选定，不能来自记录本身。", "Do not rely on it: the verifier chooses the key, never the record itself."));

    public static readonly Fault CriticalHeader = new("LDG1112", null,
        new("头部要求了本验证程序不认识的扩展（crit）。", "The header requires an extension that this verifier does not support (crit)."),
        new("请用支持 crit 中所列扩展的软件核验。", "Use software that supports the extensions listed in crit."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault HeaderMalformed = new("LDG1113", null,
        new("头部成员的 JSON 类型不正确。", "A header member has the wrong JSON type."),
        new("请签发方按标准改正头部成员的类型。", "Ask the issuer to give the header's members the types that the standard names."));

    public static readonly Fault AlgorithmUnsupported = new("LDG1114", null,
        new("此处不支持该封签算法（alg）。", "The seal's algorithm (alg) is not supported here."),
        new("请用支持此封签算法的软件核验。", "Use software that supports this seal's algorithm."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault LongerThanSupported = new("LDG1115", null,
        new("文本超过 16 MiB；此处不支持更长的文本。", "The text is longer than 16 MiB; longer ones are not supported here."),
        new("请用支持更长文本的软件核验，或减少记录内容。", "Use software that supports longer texts, or shorten the record."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault MoreDisclosuresThanSupported = new("LDG1116", null,
        new("披露项超过 10000 个；此处不支持更多。", "There are more than 10,000 disclosures; more are not supported here."),
        new("请用支持更多披露项的软件核验，或减少出示的内容。", "Use software that supports more disclosures, or present fewer."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault DeeperThanSupported = new("LDG1117", null,
        new("嵌套超过 48 层；此处不支持更深的嵌套。", "The text is nested deeper than 48 levels; deeper ones are not supported here."),
        new("请用支持更深嵌套的软件核验。", "Use software that supports deeper nesting."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault SeveralSignatures = new("LDG1118", null,
        new("含有多个签名，此处不支持。", "There are several signatures, which is not supported here."),
        new("请索取只有一个签名的形式。", "Ask for the form with one signature."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault CutOff = new("LDG1119", null,
        new("文本在 SD-JWT 不应结束之处结束，可能被截断。", "The text ends where an SD-JWT does not: it may be cut off."),
        new("请重新复制或下载全文，包括结尾的波浪号。", "Copy or download the whole text again, with the tilde at its end."))
    { Kind = FaultKind.Unreadable };

    // 1120–1129: the seal's signature.
    public static readonly Fault AlgorithmOfOtherKey = new("LDG1120", null,
        new("封签算法与应使用的密钥不符。", "The seal's algorithm is not that of the expected key."),
        new("请核对所给密钥是否属于该签发方与该算法。", "Check that the given key belongs to the issuer and has this algorithm."));

    public static readonly Fault SignatureWrong = new("LDG1121", null,
        new("封签不是由应使用的密钥签署的。", "The seal's signature is not that of the expected key."),
        new("请核对所给密钥；若无误，请勿采信该记录。", "Check the key you gave; if it is the right one, do not rely on the record."));

    public static readonly Fault KeyNotGiven = new("LDG1122", null,
        new("所给密钥中没有封签所需的密钥，无法核验封签。", "None of the given keys is the one the seal asks for, so the seal cannot be checked."),
        new("请取得签发方的全部公钥（/.well-known/jwt-vc-issuer）后再次核验。", "Get all keys of the issuer (/.well-known/jwt-vc-issuer), then check again."))
    { Kind = FaultKind.NotChecked };

    // 1130–1149: disclosures.
    public static readonly Fault HashUnknown = new("LDG1130", null,
        new("摘要算法（_sd_alg）不是 sha-256。", "The digest algorithm (_sd_alg) is not sha-256."),
        new("请签发方使用 sha-256 作为摘要算法。", "Ask the issuer to use sha-256 for its digests."));

    public static readonly Fault HashNested = new("LDG1131", null,
        new("_sd_alg 出现在顶层以下。", "_sd_alg stands below the top level."),
        new("请签发方只在顶层写 _sd_alg。", "Ask the issuer to write _sd_alg at the top level only."));

    public static readonly Fault DisclosureMalformed = new("LDG1132", null,
        new("披露项不是以盐值开头的 JSON 数组的 base64url 文本。", "A disclosure is not base64url of a JSON array that begins with a salt."),
        new("请持有人重新出示；披露项可能在复制时损坏。", "Ask the holder to present the record again; a disclosure may have been damaged in copying."));

    public static readonly Fault ObjectDisclosureShape = new("LDG1133", null,
        new("对象成员的披露项不是 [盐值，名称，值]。", "A disclosed member is not [salt, name, value]."),
        new("请签发方把对象成员的披露项写为三个元素的数组。", "Ask the issuer to write a disclosed member as an array of three."));

    public static readonly Fault ArrayDisclosureShape = new("LDG1134", null,
        new("数组元素的披露项不是 [盐值，值]。", "A disclosed array element is not [salt, value]."),
        new("请签发方把数组元素的披露项写为两个元素的数组。", "Ask the issuer to write a disclosed element as an array of two."));

    public static readonly Fault NameReserved = new("LDG1135", null,
        new("声明名称为 _sd、_sd_alg 或“...”。", "A claim is named _sd, _sd_alg or \"...\"."),
        new("请签发方更改声明名称：这些名称由 SD-JWT 保留。", "Ask the issuer to rename the claim: SD-JWT keeps these names for itself."));

    public static readonly Fault NamePresent = new("LDG1136", null,
        new("所披露的名称在该层已存在。", "A disclosed name is already present at its level."),
        new("请签发方确保同一层的每个名称只出现一次。", "Ask the issuer to use each name once at its level."));

    public static readonly Fault DigestRepeated = new("LDG1137", null,
        new("同一摘要出现了两次。", "The same digest occurs twice."),
        new("请勿采信，并请签发方重新签发：每个摘要应唯一。", "Do not rely on it, and ask the issuer to issue it again: each digest must be unique."));

    public static readonly Fault DisclosureUnreferenced = new("LDG1138", null,
        new("某披露项不对应本记录中的任何摘要。", "A disclosure belongs to no digest of this record."),
        new("请持有人去除不属于该记录的披露项后重新出示。", "Ask the holder to present it without disclosures of other records."));

    public static readonly Fault DigestMalformed = new("LDG1139", null,
        new("摘要位置上存在其他内容。", "A place that is reserved for digests contains something else."),
        new("请签发方检查 _sd 与“...”中的内容。", "Ask the issuer to check the content of _sd and \"...\"."));

    public static readonly Fault ProtectedClaimDisclosed = new("LDG1140", null,
        new("必须明示的声明却来自披露项。", "A claim that must be in clear came from a disclosure."),
        new("请签发方把该声明写为明示，不作为披露项。", "Ask the issuer to write this claim in clear."));

    public static readonly Fault HashUnsupported = new("LDG1141", null,
        new("此处不支持该摘要算法（_sd_alg）。", "The digest algorithm (_sd_alg) is not supported here."),
        new("请用支持此摘要算法的软件核验。", "Use software that supports this digest algorithm."))
    { Kind = FaultKind.NotSupported };

    // 1150–1159: what the processed claims say.
    public static readonly Fault ClaimMissing = new("LDG1150", null,
        new("缺少必需的声明。", "A required claim is missing."),
        new("请签发方补上 detail 中所指的声明。", "Ask the issuer to add the claim that is named."));

    public static readonly Fault ClaimMalformed = new("LDG1151", null,
        new("注册声明的形式不正确。", "A registered claim has the wrong form."),
        new("请签发方按标准改正所指声明的形式。", "Ask the issuer to write the named claim in the form of the standard."));

    public static readonly Fault NotYetValid = new("LDG1152", null,
        new("记录尚未生效（nbf）。", "The record is not valid yet (nbf)."),
        new("请在 nbf 所示的时间之后再次检查，并核对本机时钟。", "Check again after the time in nbf, and check this machine's clock."));

    public static readonly Fault Expired = new("LDG1153", null,
        new("记录已过期（exp）。", "The record has expired (exp)."),
        new("请索取新的记录；若不应过期，请核对本机时钟。", "Ask for a new record; if it should not have expired, check this machine's clock."));

    public static readonly Fault IssuedAhead = new("LDG1154", null,
        new("记录的签发时间（iat）在将来：签发时间或本机时钟有误。", "The record is dated in the future (iat): its date, or the clock here, is wrong."),
        new("请核对本机时钟；若无误，请勿采信，并询问签发方。", "Check this machine's clock; if it is right, do not rely on the record, and ask the issuer."));

    // 1160–1179: key binding (RFC 9901 section 7.3).
    public static readonly Fault BindingMissing = new("LDG1160", null,
        new("要求持有证明，但未提供。", "Proof of possession was required and is missing."),
        new("请让持有人连同持有证明（KB-JWT）一起出示。", "Ask the holder to present it with proof of possession (KB-JWT)."));

    public static readonly Fault BindingUnexpected = new("LDG1161", null,
        new("存在未被要求的持有证明。", "A proof of possession is present that nobody asked for."),
        new("请去除末尾的持有证明，或在检查时要求它。", "Leave out the proof of possession, or ask for one when checking."));

    public static readonly Fault HolderKeyMissing = new("LDG1162", null,
        new("记录未绑定持有人密钥（cnf）。", "The record is bound to no holder key (cnf)."),
        new("请签发方在记录中写入持有人公钥（cnf）。", "Ask the issuer to bind the record to the holder's key (cnf)."));

    public static readonly Fault BindingMalformed = new("LDG1163", null,
        new("持有证明缺少形式正确的 iat、aud、nonce 或 sd_hash。", "The proof of possession lacks iat, aud, nonce or sd_hash in the right form."),
        new("请让持有人的软件重新生成持有证明。", "Ask the holder's software to make the proof of possession again."));

    public static readonly Fault BindingAlgorithm = new("LDG1164", null,
        new("持有证明的算法与持有人密钥不符。", "The proof's algorithm is not that of the holder's key."),
        new("请让持有人用记录所绑定的密钥及其算法签署。", "Ask the holder to sign with the key the record is bound to, and its algorithm."));

    public static readonly Fault BindingSignature = new("LDG1165", null,
        new("持有证明不是由持有人密钥签署的。", "The proof of possession was not signed with the holder's key."),
        new("请确认出示人持有该密钥；否则请勿采信其身份。", "Make sure that the presenter has the key; otherwise do not trust their identity."));

    public static readonly Fault BindingTime = new("LDG1166", null,
        new("持有证明过旧或时间在未来。", "The proof of possession is too old or from the future."),
        new("请让持有人立即重新出示，并核对双方时钟。", "Ask the holder to present it again now, and compare both clocks."));

    public static readonly Fault BindingAudience = new("LDG1167", null,
        new("持有证明的接收方（aud）不是本方。", "The proof of possession is for somebody else (aud)."),
        new("请让持有人为本方重新生成持有证明。", "Ask the holder to make the proof for you as its audience."));

    public static readonly Fault BindingNonce = new("LDG1168", null,
        new("持有证明不是对本次请求的回应（nonce）。", "The proof of possession does not answer this request (nonce)."),
        new("请用新的随机数重新发起请求。", "Make a new request with a new nonce."));

    public static readonly Fault BindingHash = new("LDG1169", null,
        new("持有证明所覆盖的不是本次出示的内容（sd_hash）。", "The proof of possession covers another presentation (sd_hash)."),
        new("请让持有人为本次出示的内容重新生成持有证明。", "Ask the holder to make the proof for exactly what is presented now."));

    // 1180–1189: keys (RFC 7517, 7518 section 6.2, 8037).
    public static readonly Fault KeyMalformed = new("LDG1180", null,
        new("密钥不是合法的 JSON Web Key。", "A key is not a valid JSON Web Key."),
        new("请按 RFC 7517 改正该密钥。", "Correct the key by RFC 7517."));

    public static readonly Fault KeyUnsupported = new("LDG1181", null,
        new("密钥类型在此无法核验。", "A key is of a kind that cannot be checked here."),
        new("请提供 P-256、P-384、RSA、Ed25519 或 SM2 公钥。", "Give a public key of a kind that is supported: P-256, P-384, RSA, Ed25519 or SM2."))
    { Kind = FaultKind.NotSupported };

    public static readonly Fault KeyPrivate = new("LDG1182", null,
        new("应为公钥之处出现了私钥。", "A private key stands where a public key belongs."),
        new("请立即停用该私钥并更换，然后提供公钥。", "Stop using that private key and replace it at once, then give the public key."));

    public static readonly Fault KeySetMalformed = new("LDG1183", null,
        new("密钥集不是合法的 JSON Web Key Set。", "A key set is not a valid JSON Web Key Set."),
        new("请按 RFC 7517 第 5 节改正密钥集：含 keys 数组的对象。", "Correct the key set by RFC 7517 section 5: an object with an array named keys."));

    public static readonly Fault KeyRepeated = new("LDG1184", null,
        new("密钥集中有重复的密钥。", "A key set holds the same key twice."),
        new("请从密钥集中删去重复的密钥。", "Take the repeated key out of the set."));

    // 1190–1199: sealing.
    public static readonly Fault ClaimNameTaken = new("LDG1190", null,
        new("声明名称与封签自身使用或必须明示的名称冲突。", "A claim has a name that the seal itself uses or must keep in clear."),
        new("请在类型中为该声明另取名称。", "Give the claim another name in its type."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        TooLarge, Structure, TooManyDisclosures, NotCompactJws, NotJson, DuplicateName, NotWholeNumber, TooDeep, TypeWrong, AlgorithmRefused,
        KeyInHeader, CriticalHeader, HeaderMalformed, AlgorithmUnsupported, LongerThanSupported, MoreDisclosuresThanSupported, DeeperThanSupported,
        SeveralSignatures, CutOff, AlgorithmOfOtherKey, SignatureWrong, KeyNotGiven, HashUnknown, HashNested, DisclosureMalformed,
        ObjectDisclosureShape, ArrayDisclosureShape, NameReserved, NamePresent, DigestRepeated, DisclosureUnreferenced, DigestMalformed,
        ProtectedClaimDisclosed, HashUnsupported, ClaimMissing, ClaimMalformed, NotYetValid, Expired, IssuedAhead, BindingMissing, BindingUnexpected,
        HolderKeyMissing, BindingMalformed, BindingAlgorithm, BindingSignature, BindingTime, BindingAudience, BindingNonce, BindingHash,
        KeyMalformed, KeyUnsupported, KeyPrivate, KeySetMalformed, KeyRepeated, ClaimNameTaken,
    ];
}
