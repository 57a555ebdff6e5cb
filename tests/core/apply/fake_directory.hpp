// A DingTalk that remembers an organisation and refuses what the Open API refuses. It can be told,
// call by call, to refuse, not to answer (having done it or not), to be away, and to show late what
// was made. It can also end the process at any step of any call.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/apply/fields.hpp"
#include "core/dingtalk/directory.hpp"

namespace rosterd::apply::test
{

using dingtalk::Answer;
using dingtalk::ApiError;
using dingtalk::Nothing;
using model::DeptId;
using model::Json;
using model::ObservedDepartment;
using model::ObservedUser;

// What outlives the process.
struct Organisation {
    std::map<std::string, ObservedUser> users;
    std::map<DeptId, ObservedDepartment> departments{{1, {1, 0, "company", 0, "", {}}}};
    std::map<std::string, net::Instant> visible_from; // userid or dept_id as text
    std::map<std::string, int> signed_out;
    bool position_management = false;    // title and departments are locked
    std::set<std::string> never_emptied; // fields
    std::set<std::string> unreadable;    // fields that reads leave out
    DeptId last_id = 100;
    std::map<dingtalk::RoleId, dingtalk::RoleGroup> role_groups;
    std::map<dingtalk::RoleId, std::set<std::string>> role_members;
    std::map<std::string, std::set<std::string>> attendance; // by name, which is its key, too
};

struct Fault {
    enum Kind { none, refused, done_unanswered, lost_unanswered, unreachable, stopped };
    Kind kind = none;
    std::string code; // of a refusal
};

struct Killed : std::runtime_error {
    Killed() : std::runtime_error("the process ends here") {}
};

class FakeDirectory;

// Roles and attendance groups of the same DingTalk.
class FakeRights final : public dingtalk::Rights
{
public:
    explicit FakeRights(FakeDirectory& directory) : directory_{directory} {}

    void role_groups(Answer<std::vector<dingtalk::RoleGroup>> done) override;
    void role_members(dingtalk::RoleId role, Answer<std::vector<std::string>> done) override;
    void add_role_group(const std::string& name, Answer<dingtalk::RoleId> done) override;
    void add_role(const std::string& name, dingtalk::RoleId group,
                  Answer<dingtalk::RoleId> done) override;
    void grant(const std::vector<dingtalk::RoleId>& roles, const std::vector<std::string>& userids,
               Answer<Nothing> done) override;
    void revoke(const std::vector<dingtalk::RoleId>& roles, const std::vector<std::string>& userids,
                Answer<Nothing> done) override;
    void attendance_groups(Answer<std::vector<dingtalk::AttendanceGroup>> done) override;
    void attendance_key(std::int64_t group_id, Answer<std::string> done) override;
    void attendance_members(const std::string& group_key,
                            Answer<std::vector<std::string>> done) override;
    void add_attendance(const std::string& group_key, const std::vector<std::string>& userids,
                        Answer<dingtalk::MembersChanged> done) override;
    void remove_attendance(const std::string& group_key, const std::vector<std::string>& userids,
                           Answer<dingtalk::MembersChanged> done) override;

private:
    void change(const std::string& call, const std::vector<dingtalk::RoleId>& roles,
                const std::vector<std::string>& userids, bool give, Answer<Nothing> done);
    void change_group(const std::string& call, const std::string& group_key,
                      const std::vector<std::string>& userids, bool give,
                      Answer<dingtalk::MembersChanged> done);

    FakeDirectory& directory_;
};

class FakeDirectory final : public dingtalk::Directory
{
public:
    FakeDirectory(net::Loop& loop, Organisation& organisation) : loop_{loop}, org_{organisation} {}

    std::vector<std::string> calls; // "create_user E1"
    std::vector<Json> sent;         // the fields of creations and updates
    std::function<Fault(const std::string& call)> fault = [](const std::string&) {
        return Fault{};
    };
    std::function<void(const std::string& call)> before_call = [](const std::string&) {};
    net::Duration lag{0};        // until a created object can be read
    bool late_to_writes = false; // until then it can't be changed or named in a change either
    bool hides_empty_role_groups = false;
    int steps_until_kill = -1; // every call has three; -1: never

    std::size_t count(const std::string& call) const
    {
        return static_cast<std::size_t>(std::ranges::count(calls, call));
    }

    void create_user(const std::string& userid, const Json& fields,
                     Answer<dingtalk::Created> done) override
    {
        sent.push_back(fields);
        write<dingtalk::Created>(
            "create_user " + userid, std::move(done),
            [this, userid, fields]() -> tl::expected<dingtalk::Created, std::string> {
                if (org_.users.contains(userid)) {
                    return tl::unexpected(std::string{"60102"});
                }
                if (!knows_departments(fields)) {
                    return tl::unexpected(std::string{"60003"});
                }
                ObservedUser user;
                user.userid = userid;
                user.unionid = "union-" + userid;
                if (const auto refusal = put(user, fields)) {
                    return tl::unexpected(*refusal);
                }
                org_.visible_from[userid] = loop_.now() + lag;
                return dingtalk::Created{userid, "union-" + userid};
            });
    }

    void update_user(const std::string& userid, const Json& fields, Answer<Nothing> done) override
    {
        sent.push_back(fields);
        write<Nothing>("update_user " + userid, std::move(done),
                       [this, userid, fields]() -> tl::expected<Nothing, std::string> {
                           const auto user = org_.users.find(userid);
                           if (user == org_.users.end()) {
                               return tl::unexpected(std::string{"60121"});
                           }
                           if (!known(userid)) {
                               return tl::unexpected(std::string{"33012"});
                           }
                           if (!known(fields.value("manager_userid", ""))) {
                               return tl::unexpected(std::string{"60128"});
                           }
                           const bool locked =
                               fields.contains("title") || fields.contains("dept_id_list");
                           if (org_.position_management && locked) {
                               return tl::unexpected(std::string{"12150"});
                           }
                           Json heeded = fields;
                           for (const std::string& name : org_.never_emptied) {
                               if (heeded.value(name, Json()) == Json("")) {
                                   heeded.erase(name);
                               }
                           }
                           if (const auto refusal = put(user->second, heeded)) {
                               return tl::unexpected(*refusal);
                           }
                           return Nothing{};
                       });
    }

    void delete_user(const std::string& userid, Answer<Nothing> done) override
    {
        write<Nothing>("delete_user " + userid, std::move(done),
                       [this, userid]() -> tl::expected<Nothing, std::string> {
                           org_.users.erase(userid);
                           for (auto& [id, department] : org_.departments) {
                               std::erase(department.manager_userids, userid);
                           }
                           return Nothing{};
                       });
    }

    void disable_user(const std::string& userid, const std::string&, Answer<Nothing> done) override
    {
        switch_user("disable_user ", userid, true, std::move(done));
    }
    void sign_out_user(const std::string& userid, const std::string&, Answer<Nothing> done) override
    {
        write<Nothing>("sign_out_user " + userid, std::move(done),
                       [this, userid]() -> tl::expected<Nothing, std::string> {
                           if (!org_.users.contains(userid)) {
                               return tl::unexpected(std::string{"user.not.exist"});
                           }
                           ++org_.signed_out[userid];
                           return Nothing{};
                       });
    }
    void transfer_user(dingtalk::Transfer transfer, Answer<Nothing> done) override
    {
        const std::string userid = transfer.userid;
        write<Nothing>("transfer_user " + userid, std::move(done),
                       [this, transfer]() -> tl::expected<Nothing, std::string> {
                           const auto user = org_.users.find(transfer.userid);
                           if (user == org_.users.end()) {
                               return tl::unexpected(std::string{"invalidParameter"});
                           }
                           user->second.dept_ids = transfer.dept_ids;
                           if (!transfer.position_name.empty()) {
                               user->second.title = transfer.position_name;
                           }
                           return Nothing{};
                       });
    }
    void enable_user(const std::string& userid, Answer<Nothing> done) override
    {
        switch_user("enable_user ", userid, false, std::move(done));
    }

    void get_user(const std::string& userid, Answer<std::optional<ObservedUser>> done) override
    {
        read<std::optional<ObservedUser>>("get_user " + userid, std::move(done), [this, userid] {
            const auto user = org_.users.find(userid);
            if (user == org_.users.end() || !visible(userid)) {
                return std::optional<ObservedUser>{};
            }
            ObservedUser shown = user->second;
            for (const std::string& field : org_.unreadable) {
                set_fields(shown, {{field, ""}});
            }
            return std::optional{shown};
        });
    }

    void userid_by_mobile(const std::string& mobile,
                          Answer<std::optional<std::string>> done) override
    {
        read<std::optional<std::string>>("userid_by_mobile", std::move(done), [this, mobile] {
            const auto user = std::ranges::find_if(
                org_.users, [&](const auto& entry) { return entry.second.mobile == mobile; });
            return user == org_.users.end() ? std::nullopt : std::optional{user->first};
        });
    }

    void create_department(const Json& fields, Answer<dingtalk::CreatedDepartment> done) override
    {
        sent.push_back(fields);
        write<dingtalk::CreatedDepartment>(
            "create_department " + fields.at("name").get<std::string>(), std::move(done),
            [this, fields]() -> tl::expected<dingtalk::CreatedDepartment, std::string> {
                ObservedDepartment department;
                set_fields(department, fields);
                if (!org_.departments.contains(department.parent_id) ||
                    !known(std::to_string(department.parent_id))) {
                    return tl::unexpected(std::string{"60004"});
                }
                for (const auto& [id, other] : org_.departments) {
                    if (other.parent_id == department.parent_id && other.name == department.name) {
                        return tl::unexpected(std::string{"60008"});
                    }
                }
                department.dept_id = ++org_.last_id;
                org_.departments[department.dept_id] = department;
                org_.visible_from[std::to_string(department.dept_id)] = loop_.now() + lag;
                return dingtalk::CreatedDepartment{department.dept_id};
            });
    }

    void update_department(DeptId dept_id, const Json& fields, Answer<Nothing> done) override
    {
        sent.push_back(fields);
        write<Nothing>("update_department " + std::to_string(dept_id), std::move(done),
                       [this, dept_id, fields]() -> tl::expected<Nothing, std::string> {
                           const auto found = org_.departments.find(dept_id);
                           if (found == org_.departments.end() || !known(std::to_string(dept_id))) {
                               return tl::unexpected(std::string{"60003"});
                           }
                           set_fields(found->second, fields);
                           return Nothing{};
                       });
    }

    void delete_department(DeptId dept_id, Answer<Nothing> done) override
    {
        write<Nothing>("delete_department " + std::to_string(dept_id), std::move(done),
                       [this, dept_id]() -> tl::expected<Nothing, std::string> {
                           for (const auto& [userid, user] : org_.users) {
                               if (std::ranges::count(user.dept_ids, dept_id) > 0) {
                                   return tl::unexpected(std::string{"60005"});
                               }
                           }
                           org_.departments.erase(dept_id);
                           return Nothing{};
                       });
    }

    void get_department(DeptId dept_id, Answer<std::optional<ObservedDepartment>> done) override
    {
        read<std::optional<ObservedDepartment>>(
            "get_department " + std::to_string(dept_id), std::move(done), [this, dept_id] {
                const auto found = org_.departments.find(dept_id);
                return found == org_.departments.end() ? std::nullopt
                                                       : std::optional{found->second};
            });
    }

    // As the Open API: tells neither order nor managers.
    void sub_departments(DeptId parent, Answer<std::vector<ObservedDepartment>> done) override
    {
        read<std::vector<ObservedDepartment>>(
            "sub_departments " + std::to_string(parent), std::move(done), [this, parent] {
                std::vector<ObservedDepartment> children;
                for (const auto& [id, department] : org_.departments) {
                    if (department.parent_id == parent && visible(std::to_string(id))) {
                        children.push_back(department);
                        children.back().order = 0;
                        children.back().manager_userids.clear();
                    }
                }
                return children;
            });
    }

    void read_organisation(DeptId, Answer<model::ObservedOrganisation> done) override
    {
        read<model::ObservedOrganisation>("read_organisation", std::move(done), [this] {
            model::ObservedOrganisation all;
            for (const auto& [id, department] : org_.departments) {
                all.departments.push_back(department);
            }
            for (const auto& [userid, user] : org_.users) {
                all.users.push_back(user);
            }
            return all;
        });
    }
    void visible_departments(Answer<std::vector<DeptId>> done) override
    {
        read<std::vector<DeptId>>("visible_departments", std::move(done),
                                  [] { return std::vector<DeptId>{1}; });
    }

    dingtalk::Rights& rights() override { return rights_; }

    FakeRights& fake_rights() { return rights_; }

private:
    friend class FakeRights;
    static constexpr net::Duration kLatency{10};

    static ApiError error_of(const Fault& fault, bool write)
    {
        ApiError error;
        switch (fault.kind) {
        case Fault::refused:
            error.code = fault.code;
            error.request_id = "request-" + fault.code;
            if (const auto* fact = dingtalk::find_code(fault.code)) {
                error.retry = fact->retry;
                error.message = fact->texts.back().sentence;
            }
            break;
        case Fault::done_unanswered:
        case Fault::lost_unanswered:
            error.code = "net.timed_out";
            error.message = "no answer";
            error.retry = dingtalk::RetryClass::back_off;
            error.unknown_outcome = write;
            break;
        case Fault::unreachable:
            error.code = "net.refused";
            error.message = "connection refused";
            error.retry = dingtalk::RetryClass::back_off;
            error.unreachable = true;
            break;
        case Fault::stopped:
            error.code = "net.cancelled";
            error.message = "not sent, being stopped";
            error.stopped = true;
            break;
        case Fault::none:
            break;
        }
        return error;
    }

    void step()
    {
        if (steps_until_kill >= 0 && steps_until_kill-- == 0) {
            throw Killed{};
        }
    }

    template <typename T>
    void answer(Answer<T> done, tl::expected<T, ApiError> value)
    {
        loop_.after(kLatency, [this, done = std::move(done), value = std::move(value)] {
            done(value);
            step(); // the answer came, but nothing of it is stored yet
        });
    }

    template <typename T, typename Work>
    void write(const std::string& call, Answer<T> done, Work work)
    {
        calls.push_back(call);
        before_call(call);
        const Fault told = fault(call);
        step(); // in the journal, not on the wire
        if (told.kind == Fault::none || told.kind == Fault::done_unanswered) {
            tl::expected<T, std::string> value = work();
            step(); // carried out, not answered
            if (told.kind == Fault::none) {
                answer<T>(std::move(done),
                          value ? tl::expected<T, ApiError>{*value}
                                : tl::unexpected(error_of({Fault::refused, value.error()}, true)));
                return;
            }
        }
        answer<T>(std::move(done), tl::unexpected(error_of(told, true)));
    }

    template <typename T, typename Work>
    void read(const std::string& call, Answer<T> done, Work work)
    {
        calls.push_back(call);
        const Fault told = fault(call);
        if (told.kind == Fault::none) {
            answer<T>(std::move(done), work());
        } else {
            answer<T>(std::move(done), tl::unexpected(error_of(told, false)));
        }
    }

    bool visible(const std::string& id) const
    {
        const auto from = org_.visible_from.find(id);
        return from == org_.visible_from.end() || from->second <= loop_.now();
    }

    bool known(const std::string& id) const { return !late_to_writes || visible(id); }

    bool knows_departments(const Json& fields) const
    {
        return std::ranges::all_of(
            fields.value("dept_id_list", Json::array()),
            [&](const Json& id) { return known(std::to_string(id.get<DeptId>())); });
    }

    std::optional<std::string> put(ObservedUser user, const Json& fields)
    {
        set_fields(user, fields);
        for (const auto& [userid, other] : org_.users) {
            if (userid != user.userid && !user.mobile.empty() && other.mobile == user.mobile) {
                return "60104";
            }
        }
        for (const DeptId dept_id : user.dept_ids) {
            if (!org_.departments.contains(dept_id)) {
                return "60003";
            }
        }
        org_.users[user.userid] = user;
        return std::nullopt;
    }

    void switch_user(const char* call, const std::string& userid, bool disabled,
                     Answer<Nothing> done)
    {
        write<Nothing>(call + userid, std::move(done),
                       [this, userid, disabled]() -> tl::expected<Nothing, std::string> {
                           const auto user = org_.users.find(userid);
                           if (user == org_.users.end()) {
                               return tl::unexpected(std::string{"60121"});
                           }
                           user->second.disabled = disabled;
                           return Nothing{};
                       });
    }

    net::Loop& loop_;
    Organisation& org_;
    FakeRights rights_{*this};
};

} // namespace rosterd::apply::test

#include "tests/core/apply/fake_rights.hpp"
