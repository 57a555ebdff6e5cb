#include "core/dingtalk/explain.hpp"

#include "core/dingtalk/retry.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Language;

std::string_view in(const Advice& texts, Language language)
{
    return texts[static_cast<std::size_t>(language)];
}

// clang-format off: one line a language: zh-TW, zh-CN, en
constexpr Advice kUnknown{
    "rosterd 不認識這個錯誤碼，視為永久錯誤，不會重試。",
    "rosterd 不认识这个错误码，视为永久错误，不会重试。",
    "rosterd does not know this code; it is treated as permanent and not repeated."};
constexpr Advice kReportIt{
    "請連同 request_id、接口與訊息回報給 rosterd 的維護者；急用的話附上 request_id 詢問釘釘。",
    "请连同 request_id、接口与消息反馈给 rosterd 的维护者；急用的话附上 request_id 询问钉钉。",
    "Report it to rosterd's keepers with the request_id, the API and the message; if it is "
    "urgent, ask DingTalk with the request_id."};
constexpr Advice kToken{
    "rosterd 取得新的 access_token，然後重試一次。",
    "rosterd 获取新的 access_token，然后重试一次。",
    "rosterd fetches a new access token and repeats the call once."};
constexpr Advice kBackOff{
    "rosterd 等候片刻後重試，最多數次。",
    "rosterd 等待片刻后重试，最多数次。",
    "rosterd waits a moment and repeats it, a bounded number of times."};
constexpr Advice kFewTimes{
    "rosterd 等候片刻後重試，最多三次；之後留待下一輪。",
    "rosterd 等待片刻后重试，最多三次；之后留待下一轮。",
    "rosterd waits a moment and repeats it three times at most; then the next run tries."};
constexpr Advice kWait{
    "rosterd 停止調用 {}，然後放慢重試。",
    "rosterd 停止调用 {}，然后放慢重试。",
    "rosterd stops calling for {}, then repeats it at a slower pace."};
constexpr Advice kWaitLong{
    "rosterd 這一輪不再重試，下一輪再處理。",
    "rosterd 这一轮不再重试，下一轮再处理。",
    "rosterd does not repeat it in this run; the next run tries again."};
constexpr Advice kDone{
    "rosterd 讀取釘釘的現況，若已符合要求便當作完成。",
    "rosterd 读取钉钉的现况，若已符合要求便当作完成。",
    "rosterd reads what DingTalk has, and takes it for done if it is what was wanted."};
constexpr Advice kPermanent{
    "rosterd 不重試；設定或釘釘後台改變之前結果不會改變。",
    "rosterd 不重试；设置或钉钉后台改变之前结果不会改变。",
    "rosterd does not repeat it: nothing changes until the configuration or the console does."};
constexpr Advice kBadData{
    "rosterd 不會原樣重試；資料改變後下一輪再處理。",
    "rosterd 不会原样重试；资料改变后下一轮再处理。",
    "rosterd does not repeat it unchanged; once the data changes, the next run tries again."};
constexpr Advice kGoneIsDone{
    "在刪除時則當作已完成。",
    "在删除时则当作已完成。",
    "On a removal it is taken for done."};
constexpr Advice kMinutes{" 分鐘", " 分钟", " min"};
constexpr Advice kSeconds{" 秒", " 秒", " s"};
constexpr Advice kOpen{"（", "（", " ("};
constexpr Advice kClose{"）", "）", ")"};
constexpr Advice kWithId{
    "回報時附上 request_id ", "反馈时附上 request_id ", "Report it with request_id "};
constexpr Advice kStop{"。", "。", "."};
// clang-format on

std::string duration_text(net::Duration wait, Language language)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(wait).count();
    const bool minutes = seconds % 60 == 0;
    return std::to_string(minutes ? seconds / 60 : seconds)
        .append(in(minutes ? kMinutes : kSeconds, language));
}

std::string wait_text(std::string_view code, Language language)
{
    const auto window = window_of(code);
    if (!window) {
        return std::string{in(kWaitLong, language)};
    }
    std::string text{in(kWait, language)};
    return text.replace(text.find("{}"), 2, duration_text(*window, language));
}

std::string behaviour_of(std::string_view code, const CodeFact& fact, Language language)
{
    switch (fact.retry) {
    case RetryClass::token:
        return std::string{in(kToken, language)};
    case RetryClass::back_off:
        return std::string{in(fact.special == Special::few_times ? kFewTimes : kBackOff, language)};
    case RetryClass::wait:
        return wait_text(code, language);
    case RetryClass::done:
        return std::string{in(kDone, language)};
    case RetryClass::permanent:
        return std::string{in(kPermanent, language)};
    case RetryClass::bad_data:
        break;
    }
    std::string text{in(kBadData, language)};
    if (fact.special == Special::gone_is_done) {
        text.append(language == Language::en ? " " : "").append(in(kGoneIsDone, language));
    }
    return text;
}

} // namespace

Explanation explain(std::string_view code, Language language)
{
    Explanation out;
    const CodeFact* fact = find_code(code);
    if (fact == nullptr) {
        out.sentence = in(kUnknown, language);
        out.behaviour = in(kPermanent, language);
        out.advice = in(kReportIt, language);
        return out;
    }
    const CodeText& text = fact->texts[static_cast<std::size_t>(language)];
    out.known = true;
    out.retry = fact->retry;
    out.sentence = text.sentence;
    out.advice = text.advice;
    out.behaviour = behaviour_of(code, *fact, language);
    return out;
}

std::string told(std::string_view code, std::string_view message, std::string_view request_id,
                 Language language)
{
    if (code.empty()) {
        return std::string{message};
    }
    const Explanation meaning = explain(code, language);
    std::string out = meaning.sentence;
    if (!message.empty() && message != explain(code, Language::en).sentence) {
        out.append(in(kOpen, language)).append(message).append(in(kClose, language));
    }
    if (!meaning.known && !request_id.empty()) {
        out.append(language == Language::en ? " " : "").append(in(kWithId, language));
        out.append(request_id).append(in(kStop, language));
    }
    return out;
}

std::string_view name_of(RetryClass retry)
{
    switch (retry) {
    case RetryClass::token:
        return "token";
    case RetryClass::back_off:
        return "back_off";
    case RetryClass::wait:
        return "wait";
    case RetryClass::done:
        return "done";
    case RetryClass::permanent:
        return "permanent";
    case RetryClass::bad_data:
        return "bad_data";
    }
    return "permanent";
}

} // namespace rosterd::dingtalk
