// The old style's codes about rates, blocks and quotas
// [how-to-process-api-throttling-on-the-dingtalk-server].
#include <array>

#include "core/dingtalk/code_advice.hpp"
#include "core/dingtalk/code_tables.hpp"

namespace rosterd::dingtalk
{

namespace
{

using enum RetryClass;
using enum Special;

// clang-format off: one row a meaning, one line a language: zh-TW, zh-CN, en
constexpr std::array kLimits{
    CodeFact{"45009", back_off, usual, with({
         "調用次數超過上限。",
         "调用次数超过上限。",
         "A call limit was exceeded."},
        kSlowDown)},
    CodeFact{"90001", wait, usual, with({
         "這部機器被暫停調用所有接口。",
         "这台机器被暂停调用所有接口。",
         "This machine is blocked for all APIs."},
        kBlocked)},
    CodeFact{"90002", wait, usual, with({
         "這個接口在整個釘釘平台上過載，被暫停一秒。",
         "这个接口在整个钉钉平台上过载，被暂停一秒。",
         "This API is overloaded for everyone and blocked for a second."},
        kSlowDown)},
    CodeFact{"90003", wait, usual, with({
         "企業被暫停調用所有接口。",
         "企业被暂停调用所有接口。",
         "The company is blocked for all APIs."},
        kBlocked)},
    CodeFact{"90004", wait, usual, with({
         "應用被暫停調用所有接口。",
         "应用被暂停调用所有接口。",
         "The application is blocked for all APIs."},
        kBlocked)},
    CodeFact{"90005", wait, usual, with({
         "企業被暫停調用這個接口。",
         "企业被暂停调用这个接口。",
         "The company is blocked for this API."},
        kBlocked)},
    CodeFact{"90006", wait, usual, with({
         "應用被暫停調用這個接口。",
         "应用被暂停调用这个接口。",
         "The application is blocked for this API."},
        kBlocked)},
    CodeFact{"90007 90008 90009 90010 90011 90012 90013 90014", wait, usual, with({
         "第三方應用被暫停調用。",
         "第三方应用被暂停调用。",
         "The provider's application is blocked."},
        kBlocked)},
    CodeFact{"90017", wait, usual, {{
        {"同一地址調用了太多企業。", "減少這個地址上的企業數目，或改由另一個地址調用。"},
        {"同一地址调用了太多企业。", "减少这个地址上的企业数量，或改由另一个地址调用。"},
        {"Too many companies are called from one address.",
         "Call for fewer companies from this address, or use another one."}}}},
    CodeFact{"90018", wait, usual, with({
         "應用每秒調用這個接口的次數超過上限。",
         "应用每秒调用这个接口的次数超过上限。",
         "The application calls this API too often in a second."},
        kSlowDown)},
    CodeFact{"90019", wait, usual, with({
         "第三方應用每秒調用次數超過上限。",
         "第三方应用每秒调用次数超过上限。",
         "The provider's application calls too often in a second."},
        kSlowDown)},
    CodeFact{"90020", wait, usual, {{
        {"企業本月的接口調用額度已用完。",
         "等到下月，或購買接口調用包；通訊錄、部門與角色的調用不佔額度，不受影響。"},
        {"企业本月的接口调用额度已用完。",
         "等到下月，或购买接口调用包；通讯录、部门与角色的调用不占额度，不受影响。"},
        {"The company's monthly quota of API calls is used up.",
         "Wait for the next month or buy an API package; calls for people, departments and "
         "roles are exempt and go on."}}}},
    CodeFact{"41029", wait, usual, {{
        {"訊息的接收人數超過上限。", "減少一次通知的人數，稍後再發。"},
        {"消息的接收人数超过上限。", "减少一次通知的人数，稍后再发。"},
        {"The message has too many recipients.", "Notify fewer people at once, and later again."}}}},
    CodeFact{"41045 41046 41047 41048", wait, usual, {{
        {"訊息發送已達上限。", "稍後再發；同一人每日的訊息數目有上限。"},
        {"消息发送已达上限。", "稍后再发；同一人每日的消息数量有上限。"},
        {"A limit on messages was reached.",
         "Send later; there is a daily limit for each person."}}}},
    CodeFact{"41052", wait, usual, {{
        {"發送結果尚未完成，或接收人太多而無法查詢。", "稍後再查；結果保留 24 小時。"},
        {"发送结果尚未完成，或接收人太多而无法查询。", "稍后再查；结果保留 24 小时。"},
        {"The sending has not ended, or has too many recipients to be asked about.",
         "Ask later; results are kept for 24 hours."}}}},
};
// clang-format on

} // namespace

std::span<const CodeFact> limits_codes()
{
    return kLimits;
}

} // namespace rosterd::dingtalk
