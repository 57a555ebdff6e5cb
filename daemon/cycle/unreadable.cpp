#include "daemon/cycle/unreadable.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/apply/unreadable.hpp"
#include "core/dingtalk/company_calls.hpp"
#include "core/model/fill.hpp"
#include "daemon/cycle/await.hpp"

namespace rosterd::cycle
{

namespace
{

using dingtalk::ApiError;
using model::ObservedUser;

constexpr std::int64_t kFew = 5; // whom somebody may have emptied a field for by hand
constexpr const char* kRule = "permission.fields";

struct Sentence {
    std::string_view message;
    std::string_view hint;
};
// By Language: zh_tw, zh_cn, en.
constexpr std::array<Sentence, 3> kTexts{{
    {"應用看不到這些欄位：{fields}。釘釘中的值無從得知，rosterd 保留它最後寫入的值，也不會重寫。",
     "在開發者後台 → 權限管理 開通「邮箱等个人信息」(fieldEmail)，下次完整讀取時會重新比對。"},
    {"应用看不到这些字段：{fields}。钉钉中的值无从得知，rosterd 保留它最后写入的值，也不会重写。",
     "在开发者后台 → 权限管理 开通「邮箱等个人信息」(fieldEmail)，下次完整读取时会重新比对。"},
    {"The application may not see these fields: {fields}. What DingTalk has there is unknown; "
     "rosterd goes by what it last wrote, and does not write it again.",
     "Grant the permission 邮箱等个人信息 (fieldEmail) in the developer console; the next full "
     "read "
     "compares them again."},
}};

std::vector<ObservedUser> known_of(state::MirrorStore& mirror, std::span<const ObservedUser> read,
                                   bool whole)
{
    if (whole) {
        return mirror.everyone();
    }
    std::vector<std::string> userids;
    userids.reserve(read.size());
    for (const ObservedUser& user : read) {
        userids.push_back(user.userid);
    }
    return mirror.users(userids);
}

// Every field, for one or the other.
bool is_shown(std::span<const ObservedUser> read)
{
    return std::ranges::all_of(apply::kPersonalFields, [&](const char* field) {
        return std::ranges::any_of(
            read, [&](const ObservedUser& user) { return !apply::is_empty(user, field); });
    });
}

bool is_doubtful(const std::map<std::string, Sight>& sights)
{
    return std::ranges::any_of(
        sights, [](const auto& one) { return !one.second.shown && one.second.lost > 0; });
}

// What the application may see, by DingTalk's word. False: a stop was asked for.
bool ask_readable(Surroundings& with, std::optional<std::vector<std::string>>& readable)
{
    using Told = tl::expected<dingtalk::Scopes, ApiError>;
    if (with.client == nullptr) {
        return true;
    }
    const auto told = await_read<Told>(with, [&](std::function<void(Told)> done) {
        dingtalk::ask<dingtalk::Scopes>(*with.client, dingtalk::auth_scopes(), std::move(done));
    });
    if (!told) {
        return false;
    }
    if (*told) {
        readable = (*told)->user_fields;
    } else {
        with.log.warning("dingtalk.fields_not_told",
                         {{"message", "what the application may see could not be asked: " +
                                          words(told->error())},
                          {"request_id", told->error().request_id}});
    }
    return true;
}

} // namespace

std::map<std::string, Sight> sights_of(std::span<const ObservedUser> read,
                                       std::span<const ObservedUser> known)
{
    std::unordered_map<std::string_view, const ObservedUser*> before;
    for (const ObservedUser& user : known) {
        before.emplace(user.userid, &user);
    }
    std::map<std::string, Sight> sights;
    for (const char* field : apply::kPersonalFields) {
        Sight& sight = sights[field];
        for (const ObservedUser& user : read) {
            const auto was = before.find(user.userid);
            const bool empty = apply::is_empty(user, field);
            sight.shown = sight.shown || !empty;
            sight.lost +=
                empty && was != before.end() && !apply::is_empty(*was->second, field) ? 1 : 0;
        }
    }
    return sights;
}

std::set<std::string> unreadable_in(const std::map<std::string, Sight>& sights,
                                    const std::optional<std::vector<std::string>>& readable,
                                    const std::set<std::string>& before)
{
    const bool told = readable && !readable->empty();
    std::set<std::string> out;
    for (const auto& [field, sight] : sights) {
        if (sight.shown || sight.lost == 0) {
            continue;
        }
        const bool hidden = told ? std::ranges::find(*readable, field) == readable->end()
                                 : sight.lost > kFew || before.contains(field);
        if (hidden) {
            out.insert(field);
        }
    }
    return out;
}

bool keep_what_is_unreadable(Surroundings& with, std::vector<ObservedUser>& read, bool whole)
{
    const std::set<std::string> before = apply::unreadable_fields(with.store.runs());
    if (is_shown(read)) { // as nearly always
        apply::set_unreadable_fields(with.store.runs(), whole ? std::set<std::string>{} : before);
        return true;
    }
    const auto known = known_of(with.store.mirror(), read, whole);
    auto sights = sights_of(read, known);
    std::set<std::string> fields;
    if (!whole) { // some people alone do not tell that it can be read again
        fields = before;
        std::erase_if(sights, [&](const auto& one) { return before.contains(one.first); });
    }
    std::optional<std::vector<std::string>> readable;
    if (is_doubtful(sights) && !ask_readable(with, readable)) {
        return false;
    }
    fields.merge(unreadable_in(sights, readable, before));
    std::unordered_map<std::string_view, const ObservedUser*> by_userid;
    for (const ObservedUser& user : known) {
        by_userid.emplace(user.userid, &user);
    }
    for (ObservedUser& user : read) {
        if (const auto found = by_userid.find(user.userid); found != by_userid.end()) {
            apply::keep_known(user, *found->second, fields);
        }
    }
    apply::set_unreadable_fields(with.store.runs(), fields);
    return true;
}

void add_unreadable(state::Store& store, model::Language language, model::Plan& plan)
{
    const std::set<std::string> fields = apply::unreadable_fields(store.runs());
    if (fields.empty()) {
        return;
    }
    std::string names;
    for (const std::string& field : fields) {
        names += (names.empty() ? "" : ", ") + field;
    }
    const Sentence& text = kTexts[static_cast<std::size_t>(language)];
    model::Finding finding;
    finding.origin.where = "DingTalk";
    finding.field = *fields.begin();
    finding.rule = kRule;
    finding.severity = model::Severity::warning;
    finding.message = model::filled(text.message, [&](std::string_view) { return names; });
    finding.hint = text.hint;
    plan.findings.push_back(std::move(finding));
}

} // namespace rosterd::cycle
