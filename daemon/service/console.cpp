#include "daemon/service/console.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rosterd::service
{

namespace
{

struct Way {
    Lack lack;
    std::array<std::string_view, 3> texts; // by Language: zh_tw, zh_cn, en
};

// clang-format off
constexpr std::array kWays{
    Way{Lack::permission, {
        "open-dev.dingtalk.com → 應用開發 → 此應用 → 開發配置 → 權限管理：搜尋上面所列的權限，按「申請權限」。",
        "open-dev.dingtalk.com → 应用开发 → 此应用 → 开发配置 → 权限管理：搜索上面所列的权限，点“申请权限”。",
        "open-dev.dingtalk.com → 应用开发 (Applications) → this application → 开发配置 → 权限管理 (Permissions): "
        "search for the permission named above and click 申请权限 (Apply)."}},
    Way{Lack::address, {
        "open-dev.dingtalk.com → 應用開發 → 此應用 → 安全設置 → 服務器出口 IP：加上面訊息中的地址，按「保存」。",
        "open-dev.dingtalk.com → 应用开发 → 此应用 → 安全设置 → 服务器出口 IP：加上面消息中的地址，点“保存”。",
        "open-dev.dingtalk.com → 应用开发 (Applications) → this application → 安全设置 (Security) → 服务器出口IP "
        "(Server egress IP): add the address in the message above and click 保存 (Save)."}},
    Way{Lack::secret, {
        "open-dev.dingtalk.com → 應用開發 → 此應用 → 憑證與基礎信息：複製 Client ID 到 dingtalk.app_key，"
        "Client Secret 到 dingtalk.app_secret 所指之處。",
        "open-dev.dingtalk.com → 应用开发 → 此应用 → 凭证与基础信息：复制 Client ID 到 dingtalk.app_key，"
        "Client Secret 到 dingtalk.app_secret 所指之处。",
        "open-dev.dingtalk.com → 应用开发 (Applications) → this application → 凭证与基础信息 (Credentials): copy "
        "the Client ID to dingtalk.app_key and the Client Secret to where dingtalk.app_secret points."}},
    Way{Lack::range, {
        "open-dev.dingtalk.com → 應用開發 → 此應用 → 開發配置 → 權限管理 → 權限範圍：選「全部員工」；或加上"
        "受管理的一個部門，並把 dingtalk.root_dept_id 寫成它。",
        "open-dev.dingtalk.com → 应用开发 → 此应用 → 开发配置 → 权限管理 → 权限范围：选“全部员工”；或加上"
        "受管理的一个部门，并把 dingtalk.root_dept_id 写成它。",
        "open-dev.dingtalk.com → 应用开发 (Applications) → this application → 开发配置 → 权限管理 (Permissions) → "
        "权限范围 (Range): choose 全部员工 (All employees), or add the one department that is managed and "
        "write its id as dingtalk.root_dept_id."}},
    Way{Lack::clock, {
        "不在控制台：校正這部機器的時鐘（timedatectl set-ntp true）；離職時間與事件簽名都看它。",
        "不在控制台：校正这台机器的时钟（timedatectl set-ntp true）；离职时间与事件签名都看它。",
        "Nothing in the console: put this machine's clock right (timedatectl set-ntp true); the time of "
        "leaving and the signatures of events go by it."}},
};
// clang-format on

struct Meaning {
    std::string_view code;
    Lack lack;
};

// [server-api-error-codes-1], and the new style's codes.
constexpr std::array kMeanings{
    Meaning{"60011", Lack::permission},
    Meaning{"AccessTokenPermissionDenied", Lack::permission},
    Meaning{"60020", Lack::address},
    Meaning{"IpNotInWhiteList", Lack::address},
    Meaning{"40089", Lack::secret},
    Meaning{"40096", Lack::secret},
    Meaning{"invalidClientIdOrSecret", Lack::secret},
    Meaning{"50002", Lack::range},
    Meaning{"50004", Lack::range},
};

} // namespace

Lack lack_of(const std::string& code)
{
    const auto* const found = std::ranges::find_if(kMeanings, [&](const Meaning& one) {
        return code == one.code || code.ends_with("/" + std::string{one.code}) ||
               code.ends_with("." + std::string{one.code});
    });
    return found == kMeanings.end() ? Lack::none : found->lack;
}

std::string way_to(Lack lack, model::Language language)
{
    const auto* const found = std::ranges::find(kWays, lack, &Way::lack);
    return found == kWays.end() ? std::string{}
                                : std::string{found->texts[static_cast<std::size_t>(language)]};
}

} // namespace rosterd::service
