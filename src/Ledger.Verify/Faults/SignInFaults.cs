using System.Collections.Immutable;

namespace Ledger.Verify.Faults;

/// <summary>LDG61xx: why a person is not signed in, or may not do something on a page.</summary>
public static class SignInFaults
{
    public static readonly Fault NotOffered = new("LDG6101", 404,
        new("这里还不能登录。", "Nobody can sign in here yet."),
        new("不登录也能核验记录。查询自己的记录，请到任一部门窗口。", "You can check records without signing in. To see your own records, ask at any department's counter."));

    public static readonly Fault ProviderUnreachable = new("LDG6102", 503,
        new("现在无法登录：身份认证服务没有回应。", "Signing in is not possible right now: the identity service does not answer."),
        new("请过几分钟再登录。核验记录不需要登录，现在就可以用；急事请到窗口办理。",
            "Try to sign in again in a few minutes. Checking a record needs no sign-in and works now; if it is urgent, go to a counter."));

    public static readonly Fault Cancelled = new("LDG6103", 400,
        new("登录没有完成。", "You did not finish signing in."),
        new("需要时，请点页面上方的“登录”重新开始。", "When you want to, start again with “Sign in” at the top of the page."));

    public static readonly Fault CallbackRejected = new("LDG6104", 400,
        new("这次登录已失效。", "This sign-in is no longer valid."),
        new("可能等得太久、换了浏览器，或者用了旧的网址。请点页面上方的“登录”重新开始，并允许浏览器保存 Cookie。",
            "It took too long, moved to another browser, or used an old address. Start again with “Sign in” at the top of the page, and let your browser keep cookies."));

    public static readonly Fault ProviderAnswerInvalid = new("LDG6105", 502,
        new("登录没有成功：身份认证服务的回答无法使用。", "Signing in failed: the answer of the identity service cannot be used."),
        new("请稍后再试；如果一再出现，请告诉我们下面的编号。", "Try again later. If it happens again, tell us the number below."));

    public static readonly Fault IdentityUnreadable = new("LDG6106", 403,
        new("登录没有成功：身份认证服务提供的证件号码无法识别。", "Signing in failed: the identity number from the identity service cannot be read."),
        new("请带证件到窗口，请工作人员核对您的账号。", "Take your identity document to a counter and have your account checked."));

    public static readonly Fault NoDuty = new("LDG6107", 403,
        new("您的身份已经确认，但您的账号在这里没有可办的事。", "We know who you are, but your account has nothing to do here."),
        new("工作人员请联系本部门管理员开通；居民请到窗口核对账号中的证件号码。",
            "If you work for a department, ask its administrator. If you are a resident, have the identity number of your account checked at a counter."));

    public static readonly Fault RoleMissing = new("LDG6108", 403,
        new("您的账号不能打开这一页。", "Your account may not open this page."),
        new("如果您有另一个账号，请先退出，再用那个账号登录。", "If you have another account, sign out and sign in with that one."));

    public static readonly Fault SessionEnded = new("LDG6109", 401,
        new("登录已经结束。", "You are no longer signed in."),
        new("为了安全，一段时间不操作就会自动退出。请点页面上方的“登录”；没有提交的内容需要重填。",
            "To protect you, a sign-in ends when you do nothing for a while. Use “Sign in” at the top of the page; what you had not sent yet must be entered again."));

    public static readonly Fault FormExpired = new("LDG6110", 400,
        new("这个表单已经失效，什么都没有改变。", "This form is no longer valid. Nothing was changed."),
        new("请返回上一页，刷新后再试。", "Go back, reload the page and try again."));

    public static readonly Fault NotConfirmed = new("LDG6111", 403,
        new("身份认证服务没有重新确认您的身份，所以没有继续。", "The identity service did not confirm again who you are, so nothing was done."),
        new("请返回再试一次，并在认证页面重新验证；仍不行请到窗口办理。", "Go back and try again, and prove who you are when asked. If that does not help, go to a counter."));

    public static readonly Fault ConfirmationNeeded = new("LDG6112", 403,
        new("这一步不能撤回，需要再次确认您的身份。", "This step cannot be undone, so you must confirm again who you are."),
        new("请返回上一页重新打开，系统会先请您再登录一次；刚才填写的内容没有提交，需要重填。",
            "Go back and open the page again. You are asked to sign in once more. What you entered was not sent, and must be entered again."));

    public static readonly Fault SessionKeyUnreadable = new("LDG6113", 503,
        new("一个登录会话的密钥无法解密，相关的人需要重新登录。", "A key of people's sessions cannot be decrypted, so the people it belongs to sign in again."),
        new("换过主密钥后这是正常的；否则请检查数据目录 session-keys 下的文件，损坏的可以删除。",
            "This is expected after a change of the master key. Otherwise check the files in session-keys in the data directory; a damaged one can be deleted."));

    /// <summary>The whole table.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        NotOffered, ProviderUnreachable, Cancelled, CallbackRejected, ProviderAnswerInvalid, IdentityUnreadable, NoDuty, RoleMissing, SessionEnded,
        FormExpired, NotConfirmed, ConfirmationNeeded, SessionKeyUnreadable,
    ];
}
