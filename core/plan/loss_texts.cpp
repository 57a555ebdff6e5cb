// The sentences, for translators. The languages use the same placeholders.
#include "core/plan/loss_texts.hpp"

#include <array>

#include "core/model/fill.hpp"
#include "core/model/loss.hpp"

namespace rosterd::plan
{

namespace
{

using model::Language;
using model::Loss;
using model::Operation;
using model::OperationKind;
using Texts = std::array<std::string_view, 3>; // by Language: zh_tw, zh_cn, en

// clang-format off
constexpr Texts kRemoved{
    "普通帳號不能停用：立即移出企業",
    "普通账号不能停用：立即移出企业",
    "an ordinary account can't be disabled: it is removed from the company at once"};
constexpr Texts kDeleted{
    "企業帳號會被刪除",
    "企业账号会被删除",
    "the enterprise account is deleted"};
constexpr Texts kMadeAnew{
    "帳號會被移除，再以同一 userid 新增",
    "账号会被移除，再以同一 userid 新建",
    "the account is removed and made anew under the same userid"};
constexpr Texts kDisabled{
    "企業帳號立即停用並登出，寬限期過後於 {day} 刪除",
    "企业账号立即停用并登出，宽限期过后于 {day} 删除",
    "the enterprise account is disabled and signed out at once, and deleted after the grace period, on {day}"};

Texts texts_of(Loss loss)
{
    switch (loss) {
    case Loss::internal_chats:
        return {"退出所有企業內部群，重新加入也不會自動回群",
                "退出所有企业内部群，重新加入也不会自动回群",
                "leaves all internal chat groups; coming back does not put the person into them again"};
    case Loss::attendance_group:
        return {"離開考勤組；舊帳號的考勤記錄不會轉到新帳號",
                "离开考勤组；旧账号的考勤记录不会转到新账号",
                "leaves the attendance group; the records of this account don't pass to a new one"};
    case Loss::face:
        return {"考勤的人臉登記須重新辦理", "考勤的人脸登记须重新办理",
                "the face enrolled for attendance has to be enrolled again"};
    case Loss::roles:
        return {"失去所有角色和部門身分，包括手動授予的", "失去所有角色和部门身份，包括手动授予的",
                "loses all roles and departments, also those given by hand"};
    case Loss::consent:
        return {"曾須本人同意加入的，24 小時內再加入須再次同意",
                "曾须本人同意加入的，24 小时内再加入须再次同意",
                "whoever had to agree to join is asked again if they are added within 24 hours"};
    case Loss::department_id:
        return {"日後重建的同名部門是另一個部門（dept_id 不同）",
                "日后重建的同名部门是另一个部门（dept_id 不同）",
                "a department made again under this name is another one (another dept_id)"};
    }
    return {};
}
// clang-format on

std::string_view in(const Texts& texts, Language language)
{
    return texts[static_cast<std::size_t>(language)];
}

} // namespace

std::string form_of(const Operation& operation, Language language)
{
    if (operation.kind == OperationKind::user_disable) {
        return model::filled(in(kDisabled, language), [&](std::string_view) {
            const auto& day = operation.about.deleted_on;
            return day ? model::to_string(*day) : std::string{"?"};
        });
    }
    if (operation.kind != OperationKind::user_delete) {
        return {};
    }
    if (operation.cause.rule == "mobile.recreate") {
        return std::string{in(kMadeAnew, language)};
    }
    return std::string{in(operation.about.enterprise ? kDeleted : kRemoved, language)};
}

std::vector<std::string> loss_texts(const Operation& operation, Language language)
{
    std::vector<std::string> out;
    for (const Loss loss : model::losses_of(operation)) {
        out.emplace_back(in(texts_of(loss), language));
    }
    return out;
}

} // namespace rosterd::plan
