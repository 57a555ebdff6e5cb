#include "daemon/service/reach_dingtalk.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>

#include "core/apply/lessons.hpp"
#include "core/apply/unreadable.hpp"
#include "core/dingtalk/account_calls.hpp"
#include "core/dingtalk/attendance_calls.hpp"
#include "core/dingtalk/company_calls.hpp"
#include "core/dingtalk/department_calls.hpp"
#include "core/dingtalk/explain.hpp"
#include "core/dingtalk/hrm_calls.hpp"
#include "core/dingtalk/role_calls.hpp"
#include "core/dingtalk/user_calls.hpp"
#include "core/state/store.hpp"
#include "daemon/compose.hpp"
#include "daemon/service/console.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;
using dingtalk::ApiError;
using dingtalk::Asking;

constexpr model::Duration kSkew = 1min; // beyond it the clock is told to be wrong
constexpr net::Duration kPatience = 2s; // people look on: a block is told, not sat out
constexpr const char* kNobody = "rosterd-check-nobody";
constexpr std::int64_t kNothing = 999'999'999'999; // of departments and roles, whose ids count up

// "Mon, 23 Nov 2026 14:00:00 GMT" (RFC 9110), nullopt for anything else.
std::optional<model::Instant> http_date(const std::string& text)
{
    std::tm parts{};
    const char* end = strptime(text.c_str(), "%a, %d %b %Y %T GMT", &parts);
    return end == nullptr || *end != '\0'
               ? std::nullopt
               : std::optional{model::Instant{std::chrono::seconds{timegm(&parts)}}};
}

class Asker
{
public:
    explicit Asker(const config::Settings& settings)
        : settings_{settings}, language_{model::language_of(settings.language)},
          loop_{net::make_loop()},
          side_{make_dingtalk(
              settings, *loop_,
              {[this](const net::HttpResult& result) { note_clock(result); }, {}, {}, kPatience})}
    {
    }

    std::vector<Reach> ask_all()
    {
        std::vector<Reach> out{scope()};
        if (out.back().ok) {
            for (const auto& next : {&Asker::reading, &Asker::numbers, &Asker::personal_fields,
                                     &Asker::writing, &Asker::writing_departments}) {
                out.push_back((this->*next)());
            }
            ask_what_the_policy_uses(out);
        }
        if (ahead_) {
            out.push_back(clock());
        }
        return out;
    }

private:
    template <typename T>
    tl::expected<T, ApiError> asked(Asking<T> asking)
    {
        std::optional<tl::expected<T, ApiError>> answer;
        dingtalk::ask<T>(*side_.client, std::move(asking), [&](tl::expected<T, ApiError> told) {
            answer = std::move(told);
            loop_->stop();
        });
        loop_->run();
        return std::move(answer.value());
    }

    Reach lacks(const std::string& what, Lack lack, const std::string& message) const
    {
        return {what, false, message, way_to(lack, language_)};
    }

    Reach refused(const std::string& what, const ApiError& error) const
    {
        std::string hint = way_to(lack_of(error.code), language_);
        if (hint.empty()) {
            hint = dingtalk::explain(error.code, language_).advice;
        }
        return {what, false,
                error.code + ": " +
                    dingtalk::told(error.code, error.message, error.request_id, language_),
                std::move(hint)};
    }

    void note_clock(const net::HttpResult& result)
    {
        if (!result || !result->headers.contains("date")) {
            return;
        }
        if (const auto theirs = http_date(result->headers.at("date"))) {
            ahead_ = std::chrono::floor<std::chrono::seconds>(loop_->now()) - *theirs;
        }
    }

    Reach scope()
    {
        const std::string what = "DingTalk " + settings_.dingtalk.oapi_url;
        const auto scopes = asked(dingtalk::auth_scopes());
        if (!scopes) {
            return refused(what, scopes.error());
        }
        readable_ = scopes->user_fields;
        const auto& visible = scopes->dept_ids;
        const model::DeptId root = settings_.policy.root_dept_id;
        if (std::ranges::find(visible, model::kCompanyRoot) != visible.end()) {
            return {what, true, "the application sees the whole company", ""};
        }
        const std::string sees = "the application sees " + std::to_string(visible.size()) +
                                 (visible.size() == 1 ? " department" : " departments") +
                                 " and what is below";
        if (root == model::kCompanyRoot) {
            return lacks(what, Lack::range, sees + ", but the whole company is to be managed");
        }
        if (std::ranges::find(visible, root) == visible.end()) {
            const auto seen = asked(dingtalk::get_department(root));
            if (!seen && lack_of(seen.error().code) != Lack::range) {
                return refused(what, seen.error());
            }
            if (!seen || !seen->has_value()) {
                return lacks(what, Lack::range,
                             sees + "; department " + std::to_string(root) +
                                 " (dingtalk.root_dept_id) is not among them");
            }
        }
        return {what, true, sees, ""};
    }

    Reach reading()
    {
        const model::DeptId root = settings_.policy.root_dept_id;
        const std::string what = "reading departments and people";
        const auto department = asked(dingtalk::get_department(root));
        if (!department) {
            return refused(what, department.error());
        }
        if (!department->has_value()) {
            return {what, false, "there is no department " + std::to_string(root),
                    "write the dept_id of the managed subtree as dingtalk.root_dept_id, 1 for the "
                    "whole company"};
        }
        const auto below = asked(dingtalk::list_sub_departments(root));
        if (!below) {
            return refused(what, below.error());
        }
        const auto members = asked(dingtalk::list_members(root, 0, settings_.policy.region));
        if (!members) {
            return refused(what, members.error());
        }
        members_ = members->items;
        return {what, true, "allowed", ""};
    }

    // Without this permission accounts that exist can't be found by their number.
    Reach numbers()
    {
        const std::string what = "seeing mobile numbers";
        const bool hidden = !members_.empty() && std::ranges::all_of(members_, [](const auto& one) {
            return one.user.mobile.empty();
        });
        if (hidden) {
            return lacks(what, Lack::permission,
                         "not one of " + std::to_string(members_.size()) +
                             " people shows one: the permission 企业员工手机号信息 "
                             "(fieldMobile) is missing");
        }
        return {what, true, members_.empty() ? "nobody at the top to see it by" : "allowed", ""};
    }

    // Without this permission nobody can tell what DingTalk has there; what somebody changes by
    // hand is not found.
    Reach personal_fields()
    {
        const std::string what = "seeing email and other personal information";
        const auto hidden = [this](const char* field) {
            return std::ranges::find(readable_, field) == readable_.end() &&
                   std::ranges::all_of(members_, [field](const dingtalk::Member& one) {
                       return apply::is_empty(one.user, field);
                   });
        };
        if (!readable_.empty() && std::ranges::all_of(apply::kPersonalFields, hidden)) {
            return lacks(what, Lack::permission,
                         "DingTalk shows neither e-mail, work place, remark nor custom fields: the "
                         "permission 邮箱等个人信息 (fieldEmail) is missing");
        }
        return {what, true, "allowed", ""};
    }

    // An account that nobody has: DingTalk says so, or that rosterd may not change any.
    Reach writing()
    {
        const std::string what = "changing people";
        const auto tried = asked(dingtalk::update_user(kNobody, {{"name", kNobody}}));
        if (!tried && lack_of(tried.error().code) != Lack::none) {
            return refused(what, tried.error());
        }
        return {what, true, "allowed", ""};
    }

    // Whether a call that changes nothing is refused for what it is about, or for who calls.
    template <typename T>
    Reach allowed(const std::string& what, Asking<T> asking)
    {
        const auto tried = asked(std::move(asking));
        if (!tried && lack_of(tried.error().code) == Lack::permission) {
            return refused(what, tried.error());
        }
        return {what, true, "allowed", ""};
    }

    Reach writing_departments()
    {
        return allowed("changing departments",
                       dingtalk::update_department(kNothing, {{"name", kNobody}}));
    }

    bool uses(model::RightKind kind) const
    {
        return std::ranges::any_of(model::watched_rights(settings_.policy.entitlements),
                                   [&](const model::Right& one) { return one.kind == kind; });
    }

    bool uses_enterprise_accounts() const
    {
        const auto states_kind = [](const config::SourceSettings& source) {
            return std::ranges::any_of(source.mapping.rules, [](const ingest::FieldRule& rule) {
                return rule.field == "account";
            });
        };
        return settings_.policy.account_kind != model::AccountKind::ordinary ||
               std::ranges::any_of(settings_.sources, states_kind);
    }

    void ask_what_the_policy_uses(std::vector<Reach>& out)
    {
        const std::string& acts = settings_.dingtalk.operator_userid;
        if (uses(model::RightKind::role)) {
            out.push_back(allowed("reading roles", dingtalk::list_roles(0)));
            out.push_back(
                allowed("granting roles", dingtalk::revoke_roles({kNothing}, {kNobody}).at(0)));
        }
        if (uses(model::RightKind::attendance)) {
            out.push_back(
                allowed("reading attendance groups", dingtalk::list_attendance_groups(acts, 0)));
            out.push_back(
                allowed("changing attendance groups",
                        dingtalk::remove_attendance_members(acts, kNobody, {kNobody}).at(0)));
        }
        if (uses_enterprise_accounts()) {
            out.push_back(
                allowed("disabling enterprise accounts", dingtalk::is_account_disabled(kNobody)));
        }
        if (!acts.empty()) {
            out.push_back(operator_account());
        }
        const bool needed = has_locked();
        if (needed || (!acts.empty() && !uses(model::RightKind::attendance))) {
            out.push_back(transferring(needed));
        }
        if (settings_.dingtalk.events.stream || settings_.dingtalk.events.push) {
            // Not asked for: reading the list makes DingTalk forget what the daemon read before.
            out.push_back({"reading events that were missed", true,
                           "allowed: like the range above it needs qyapi_base", ""});
        }
    }

    // Whether a run has met that titles and departments can't be changed but by a transfer.
    bool has_locked() const
    {
        const auto store =
            state::open_store({settings_.state_path, state::Access::read, "rosterd check"});
        return store && apply::lessons((*store)->runs(), loop_->now()).locked.has_value();
    }

    // Of an account that nobody has to a department that is not there; the call is not metered.
    Reach transferring(bool needed)
    {
        const std::string what = "changing titles and departments by HRM's transfers";
        const std::string& acts = settings_.dingtalk.operator_userid;
        const std::string use =
            needed ? "position management is on" : "needed only where position management is on";
        if (acts.empty()) {
            return {what, false, use + ", and a transfer is made in somebody's name",
                    "write the userid of an HRM administrator as dingtalk.operator_userid"};
        }
        Reach out =
            allowed(what, dingtalk::transfer({kNobody, {kNothing}, kNothing, "", "", acts}));
        out.ok = out.ok || !needed;
        out.message += out.hint.empty() ? "" : "; " + use;
        return out;
    }

    // Attendance groups are changed in the operator's name, and so are transfers, where HRM's
    // position management asks for them.
    Reach operator_account()
    {
        const std::string& userid = settings_.dingtalk.operator_userid;
        const std::string what = "dingtalk.operator_userid " + userid;
        const bool needed = uses(model::RightKind::attendance);
        const std::string hint = needed ? "write the userid of an attendance administrator"
                                        : "write the userid of an administrator, or leave the line "
                                          "out";
        const std::string use = needed ? "the rules' attendance groups are changed in its name"
                                       : "no rule needs it; HRM's transfers do, where position "
                                         "management is on";
        const auto user = asked(dingtalk::get_user(userid, settings_.policy.region));
        if (!user) {
            Reach unknown = refused(what, user.error());
            unknown.ok = !needed;
            return unknown;
        }
        if (!user->has_value()) {
            return {what, !needed, "there is no such account; " + use, hint};
        }
        if (!(*user)->admin && !(*user)->boss) { // whom attendance made its own shows nowhere
            return {what, true, "is no administrator of the company; " + use, hint};
        }
        return {what, true, "is an administrator; " + use, ""};
    }

    Reach clock() const
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*ahead_).count();
        if (std::chrono::abs(*ahead_) <= kSkew) {
            return {"clock", true, "goes with DingTalk's", ""};
        }
        return lacks("clock", Lack::clock,
                     "this machine is " + std::to_string(std::abs(seconds)) + " seconds " +
                         (seconds > 0 ? "ahead of" : "behind") + " DingTalk");
    }

    const config::Settings& settings_;
    const model::Language language_;
    std::unique_ptr<net::RealLoop> loop_;
    DingTalkSide side_;
    std::optional<model::Duration> ahead_; // of DingTalk, by the latest answer
    std::vector<dingtalk::Member> members_;
    std::vector<std::string> readable_; // names of fields, by DingTalk's word
};

} // namespace

std::vector<Reach> reach_dingtalk(const config::Settings& settings)
{
    return Asker{settings}.ask_all();
}

} // namespace rosterd::service
