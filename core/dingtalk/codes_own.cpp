// Not DingTalk's: what rosterd calls what happens on the way to it.
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
constexpr std::array kOwn{
    CodeFact{"net.refused", back_off, usual, {{
        {"無法連接釘釘。", "檢查網絡、DNS、代理與防火牆。"},
        {"无法连接钉钉。", "检查网络、DNS、代理与防火墙。"},
        {"DingTalk could not be reached.", "Check the network, DNS, proxy and firewall."}}}},
    CodeFact{"net.tls", permanent, usual, {{
        {"釘釘的憑證或 TLS 不獲接受。", "檢查系統的根憑證與時鐘，並確認中間沒有代理攔截。"},
        {"钉钉的证书或 TLS 不被接受。", "检查系统的根证书与时钟，并确认中间没有代理拦截。"},
        {"DingTalk's certificate or TLS was not accepted.",
         "Check the system's certificates and clock, and that no proxy stands between."}}}},
    CodeFact{"net.timed_out", back_off, usual, {{
        {"釘釘沒有及時回應。", "檢查網絡；rosterd 會先讀取再決定是否重試。"},
        {"钉钉没有及时回应。", "检查网络；rosterd 会先读取再决定是否重试。"},
        {"DingTalk did not answer in time.",
         "Check the network; rosterd reads what became of it before it repeats anything."}}}},
    CodeFact{"net.broken", back_off, usual, {{
        {"釘釘回應之前連線中斷。", "檢查網絡；rosterd 會先讀取再決定是否重試。"},
        {"钉钉回应之前连接中断。", "检查网络；rosterd 会先读取再决定是否重试。"},
        {"The connection broke before DingTalk's answer.",
         "Check the network; rosterd reads what became of it before it repeats anything."}}}},
    CodeFact{"net.too_large", permanent, usual, {{
        {"釘釘的回應太大。", "確認 dingtalk.oapi_url 與 api_url 指向釘釘；正確的話請回報。"},
        {"钉钉的回应太大。", "确认 dingtalk.oapi_url 与 api_url 指向钉钉；正确的话请反馈。"},
        {"DingTalk's answer is too large.",
         "Check that dingtalk.oapi_url and api_url are DingTalk's; if so, report this."}}}},
    CodeFact{"net.invalid", permanent, usual, {{
        {"釘釘的地址無效。", "檢查 dingtalk.oapi_url 與 dingtalk.api_url。"},
        {"钉钉的地址无效。", "检查 dingtalk.oapi_url 与 dingtalk.api_url。"},
        {"The address of DingTalk is not valid.", "Check dingtalk.oapi_url and dingtalk.api_url."}}}},
    CodeFact{"net.cancelled", permanent, usual, {{
        {"調用已按要求停止。", "無須處理，下一輪會補上。"},
        {"调用已按要求停止。", "无须处理，下一轮会补上。"},
        {"The call was stopped on request.", "Nothing: the next run does the rest."}}}},
    CodeFact{"answer.unreadable", back_off, usual, {{
        {"無法讀懂釘釘的回應。", "確認中間沒有代理改動回應；rosterd 會先讀取再決定是否重試。"},
        {"无法读懂钉钉的回应。", "确认中间没有代理改动回应；rosterd 会先读取再决定是否重试。"},
        {"DingTalk's answer could not be read.",
         "See whether a proxy changes answers; rosterd reads what became of the call before it "
         "repeats anything."}}}},
    CodeFact{"http.4xx", permanent, usual, {{
        {"中間的代理或網關拒絕了調用，並沒有釘釘的回應。",
         "檢查 dingtalk.oapi_url、api_url 與中間的代理。"},
        {"中间的代理或网关拒绝了调用，并没有钉钉的回应。",
         "检查 dingtalk.oapi_url、api_url 与中间的代理。"},
        {"A proxy or gateway refused the call, without DingTalk's words.",
         "Check dingtalk.oapi_url, api_url and the proxy in between."}}}},
    CodeFact{"http.5xx", back_off, usual, with({
         "釘釘的網關或中間的代理暫時失靈。",
         "钉钉的网关或中间的代理暂时失灵。",
         "DingTalk's gateway or a proxy in between fails for the moment."},
        kRepeats)},
    CodeFact{"result.false", permanent, usual, {{
        {"釘釘表示沒有執行，但沒有說明原因。",
         "在釘釘管理後台查看這個對象；仍不明白的話附上 request_id 聯絡釘釘。"},
        {"钉钉表示没有执行，但没有说明原因。",
         "在钉钉管理后台查看这个对象；仍不明白的话附上 request_id 联系钉钉。"},
        {"DingTalk said that it did not do it, and not why.",
         "Look at the object in DingTalk's admin console; else ask DingTalk with the "
         "request_id."}}}},
    CodeFact{"ip.blocked", wait, usual, {{
        {"釘釘封鎖了這部機器的地址五分鐘。",
         "無須處理，rosterd 會等候五分鐘；若經常發生，查看同一地址上還有甚麼程式在調用。"},
        {"钉钉封禁了这台机器的地址五分钟。",
         "无须处理，rosterd 会等待五分钟；若经常发生，查看同一地址上还有什么程序在调用。"},
        {"DingTalk has blocked this machine's address for five minutes.",
         "Nothing: rosterd waits. If it comes often, see what else calls DingTalk from this "
         "address."}}}},
};
// clang-format on

} // namespace

std::span<const CodeFact> own_codes()
{
    return kOwn;
}

} // namespace rosterd::dingtalk
