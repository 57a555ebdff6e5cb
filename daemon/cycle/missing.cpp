#include "daemon/cycle/missing.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>

#include "core/dingtalk/organisation_reader.hpp"
#include "daemon/cycle/await.hpp"
#include "daemon/cycle/unreadable.hpp"
#include "daemon/cycle/visible.hpp"

namespace rosterd::cycle
{

namespace
{

using dingtalk::ApiError;
using model::DeptId;

constexpr std::size_t kMostToAsk = 200; // calls, one each
constexpr int kReads = 3;

std::set<DeptId> ids_of(const model::ObservedOrganisation& read)
{
    std::set<DeptId> ids;
    for (const model::ObservedDepartment& department : read.departments) {
        ids.insert(department.dept_id);
    }
    return ids;
}

// A department that is missing and yet stands where we look was moved while it was read, and with
// it all that is below - unless rosterd made it just now: then it is only shown late.
bool is_torn(const model::ObservedOrganisation& read, const Reread& asked, const Wanted& made)
{
    const std::set<DeptId> ids = ids_of(read);
    return std::ranges::any_of(asked.departments, [&](const model::ObservedDepartment& one) {
        return !ids.contains(one.dept_id) && ids.contains(one.parent_id) &&
               !made.departments.contains(one.dept_id);
    });
}

// What was asked about one by one stays as the mirror has it until the answers are taken over.
void keep(const Wanted& asked, state::MirrorStore& mirror, model::ObservedOrganisation& read)
{
    const std::vector<std::string> userids{asked.users.begin(), asked.users.end()};
    std::ranges::move(mirror.users(userids), std::back_inserter(read.users));
    for (model::ObservedDepartment& department : mirror.departments()) {
        if (asked.departments.contains(department.dept_id)) {
            read.departments.push_back(std::move(department));
        }
    }
}

enum class Step { done, again, end_of_run };

Step ask_about(Surroundings& with, Report& report, const Wanted& missing, FullRead& out)
{
    const Wanted made = made_just_now(with.store, missing, with.loop.now());
    auto answer = reread_what_shows(with, missing, out.organisation.departments);
    if (!answer) {
        return Step::end_of_run;
    }
    if (!*answer) {
        out_of_reach(report, "DingTalk could not be asked about whom its lists do not have: " +
                                 words(answer->error()));
        return Step::end_of_run;
    }
    for (const ApiError& refused : (*answer)->refused) {
        with.log.warning("dingtalk.not_told", {{"run_id", report.run_id},
                                               {"message", words(refused)},
                                               {"request_id", refused.request_id}});
    }
    if (is_torn(out.organisation, **answer, made)) {
        return Step::again;
    }
    if (!keep_what_is_unreadable(with, (*answer)->users, false)) {
        return Step::end_of_run;
    }
    keep(missing, with.store.mirror(), out.organisation);
    out.asked = std::move(**answer);
    return Step::done;
}

bool was_removed_meanwhile(const ApiError& error)
{
    return error.code == dingtalk::kNoDepartment && error.retry == dingtalk::RetryClass::back_off;
}

tl::expected<model::ObservedOrganisation, Step> read_once(Surroundings& with, Report& report)
{
    using Read = tl::expected<model::ObservedOrganisation, ApiError>;
    auto answer = await_read<Read>(with, [&](std::function<void(Read)> done) {
        with.directory.read_organisation(with.policy.root_dept_id, std::move(done));
    });
    if (!answer) { // stopped: a read that was not completed changes nothing
        return tl::unexpected(Step::end_of_run);
    }
    if (!*answer && was_removed_meanwhile(answer->error())) {
        with.log.warning("dingtalk.read_again",
                         {{"run_id", report.run_id},
                          {"message", "a department was removed while the company was read: " +
                                          words(answer->error())},
                          {"request_id", answer->error().request_id}});
        return tl::unexpected(Step::again);
    }
    if (!*answer) {
        out_of_reach(report, "DingTalk could not be read: " + words(answer->error()));
        return tl::unexpected(Step::end_of_run);
    }
    if (!keep_what_is_unreadable(with, (*answer)->users, true)) {
        return tl::unexpected(Step::end_of_run);
    }
    return std::move(**answer);
}

} // namespace

Wanted missing_from(const model::ObservedOrganisation& read, state::MirrorStore& mirror)
{
    Wanted missing;
    std::unordered_set<std::string_view> present;
    for (const model::ObservedUser& user : read.users) {
        present.insert(user.userid);
    }
    for (const state::PersonLink& link : mirror.links()) {
        if (!present.contains(link.userid) && mirror.has_user(link.userid)) {
            missing.users.insert(link.userid);
        }
    }
    const std::set<DeptId> ids = ids_of(read);
    std::set<DeptId> known;
    for (const model::ObservedDepartment& department : mirror.departments()) {
        known.insert(department.dept_id);
    }
    for (const state::DepartmentLink& link : mirror.department_links()) {
        if (!ids.contains(link.dept_id) && known.contains(link.dept_id)) {
            missing.departments.insert(link.dept_id);
        }
    }
    return missing;
}

Doubt doubt_of(const Wanted& missing, const std::optional<Wanted>& before)
{
    Doubt doubt;
    for (const std::string& userid : missing.users) {
        if (!before || !before->users.contains(userid)) {
            doubt.ask.users.insert(userid);
        }
    }
    for (const DeptId id : missing.departments) {
        if (!before || !before->departments.contains(id)) {
            doubt.ask.departments.insert(id);
        }
    }
    doubt.read_again = doubt.ask.users.size() + doubt.ask.departments.size() > kMostToAsk;
    return doubt;
}

std::optional<FullRead> read_everything(Surroundings& with, Report& report)
{
    std::optional<Wanted> before;
    for (int i = 0; i < kReads; ++i) {
        auto read = read_once(with, report);
        if (!read && read.error() == Step::again) {
            continue;
        }
        if (!read) {
            return std::nullopt;
        }
        FullRead out{std::move(*read), {}};
        const Wanted missing = missing_from(out.organisation, with.store.mirror());
        const Doubt doubt = doubt_of(missing, before);
        Step step = Step::again;
        if (!doubt.read_again) {
            step = doubt.ask.nothing() ? Step::done : ask_about(with, report, doubt.ask, out);
        }
        if (step == Step::done) {
            return out;
        }
        if (step == Step::end_of_run) {
            return std::nullopt;
        }
        before = missing;
        with.log.warning("dingtalk.read_again",
                         {{"run_id", report.run_id},
                          {"users", missing.users.size()},
                          {"departments", missing.departments.size()},
                          {"message", "so many of those known are in no list that the company may "
                                      "have been changed while it was read"}});
        if (doubt.read_again && !wait_until_shown(with, missing)) {
            return std::nullopt;
        }
    }
    out_of_reach(report, "DingTalk's departments went on changing while they were read");
    return std::nullopt;
}

} // namespace rosterd::cycle
