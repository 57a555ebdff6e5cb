#include "daemon/cli/explain_labels.hpp"

#include <array>

namespace rosterd::cli
{

namespace
{

constexpr std::array<std::array<std::string_view, 3>, static_cast<std::size_t>(Label::count)>
    kLabels{{
        {"人事資料", "人事资料", "HR says"},
        {"名單中已沒有此人", "名单中已没有此人", "missing from the roster"},
        {"人事系統已刪除", "人事系统已删除", "deleted in the HR system"},
        {"沒有可用的人事資料", "没有可用的人事资料", "no usable record"},
        {"釘釘帳號", "钉钉账号", "account"},
        {"不屬於名單中任何人，rosterd 不處理", "不属于名单中任何人，rosterd 不处理",
         "nobody's in the roster: rosterd leaves it alone"},
        {"沒有", "没有", "none"},
        {"由 rosterd 新增", "由 rosterd 新建", "made by rosterd"},
        {"對應的現有帳號", "对应的现有账号", "recognised as this person's"},
        {"尚未登入過", "尚未登录过", "has never signed in"},
        {"已停用", "已停用", "disabled"},
        {"已邀請，等待本人同意", "已邀请，等待本人同意", "invited, has yet to agree"},
        {"狀態", "状态", "state"},
        {"不同", "不同", "differs"},
        {"(人事沒有提供，由釘釘決定)", "(人事没有提供，由钉钉决定)",
         "(not stated: DingTalk's to decide)"},
        {"下一輪", "下一轮", "next run"},
        {"沒有要做的事", "没有要做的事", "nothing to do"},
        {"對應現有帳號", "对应现有账号", "recognises the account"},
        {"暫停", "暂停", "held"},
        {"資料問題", "数据问题", "findings"},
        {"已做的事", "已做的事", "done so far"},
        {"之後生效的人事資料", "之后生效的人事资料", "HR says from later days on"},
        {"權限", "权限", "rights"},
        {"在釘釘人手給予", "在钉钉手动给予", "given by hand in DingTalk"},
        {"由 rosterd 給予", "由 rosterd 给予", "granted by rosterd"},
        {"尚未給予", "尚未给予", "not granted yet"},
        {"釘釘最近一次完整讀取", "钉钉最近一次完整读取", "DingTalk was last read as a whole"},
        {"(由釘釘決定)", "(由钉钉决定)", "(left to DingTalk)"},
        {"(以較新者為準)", "(以较新者为准)", "(the newest counts)"},
        {"回寫人事系統", "回写人事系统", "for HR to know"},
        {"等待告知", "等待告知", "waits to be told"},
        {"次未成功", "次未成功", "times in vain"},
        {"已告知", "已告知", "told"},
    }};

} // namespace

std::string_view label(Label which, model::Language language)
{
    return kLabels[static_cast<std::size_t>(which)][static_cast<std::size_t>(language)];
}

} // namespace rosterd::cli
