#include "daemon/cycle/linking.hpp"

#include <algorithm>
#include <set>

#include "core/model/paths.hpp"

namespace rosterd::cycle
{

namespace
{

using model::ErrorKind;
using model::Json;

model::Result<state::RosterPerson>
person_of(state::Store& store, const std::vector<std::string>& sources, const LinkRequest& request)
{
    std::vector<state::RosterPerson> found;
    for (const std::string& source : sources) {
        if (request.source.empty() || request.source == source) {
            if (auto person = store.roster().find(source, request.who)) {
                found.push_back(std::move(*person));
            }
        }
    }
    if (found.empty()) {
        return model::fail(ErrorKind::not_found,
                           "nobody in the roster has the employee id " + request.who,
                           "write it as HR does; rosterd status names the sources");
    }
    if (found.size() > 1) {
        return model::fail(ErrorKind::conflict,
                           "several sources have the employee id " + request.who,
                           "say which is meant: --source NAME");
    }
    return std::move(found.front());
}

std::string name_of(const state::PersonLink& link)
{
    return link.employee_id + " (" + link.source + ")";
}

void audit(state::Store& store, const char* action, const std::string& employee_id,
           const std::string& target, Json before, Json after, const std::string& by,
           const std::string& reason, model::Instant now)
{
    state::AuditEntry entry;
    entry.at = now;
    entry.actor = by;
    entry.action = action;
    entry.employee_id = employee_id;
    entry.target = target;
    entry.before = std::move(before);
    entry.after = std::move(after);
    entry.cause = {{"reason", reason}};
    store.audit().append(entry);
}

// Paths and records that HR has now, and what stands above them.
std::set<model::DepartmentKey> keys_of(state::Store& store)
{
    std::set<model::DepartmentKey> keys;
    for (const auto& [key, people] : store.roster().departments_in_use()) {
        keys.insert(key);
        for (const std::string& above : model::ancestors_of(key)) {
            keys.insert(above);
        }
    }
    for (const model::Department& record : store.roster().departments()) {
        keys.insert(record.key);
    }
    return keys;
}

} // namespace

model::Result<state::PersonLink> link(state::Store& store, const std::vector<std::string>& sources,
                                      const LinkRequest& request, model::Instant now)
{
    const auto person = person_of(store, sources, request);
    if (!person) {
        return tl::unexpected(person.error());
    }
    state::MirrorStore& mirror = store.mirror();
    if (!mirror.has_user(request.userid)) {
        return model::fail(ErrorKind::not_found,
                           "DingTalk has no account " + request.userid +
                               ", as far as it was read last",
                           "the userid is shown in DingTalk's admin console; 'rosterd sync --full' "
                           "reads everything again");
    }
    const std::string& source = person->person.origin.source;
    const auto owner = mirror.link_to(request.userid);
    if (owner && (owner->source != source || owner->employee_id != request.who)) {
        return model::fail(ErrorKind::conflict,
                           "the account " + request.userid + " is that of " + name_of(*owner),
                           "if it is not: rosterd unlink " + owner->employee_id);
    }
    state::PersonLink made{source, request.who, request.userid, false, now, {}};
    if (owner) {
        made = *owner;
    }
    store.transaction([&] {
        const auto before = mirror.link_of(source, request.who);
        mirror.put(made);
        mirror.remove(state::Apart{source, request.who, request.userid});
        mirror.remove_invitation(source, request.who);
        store.roster().unsettle(std::span{&request.userid, 1});
        audit(store, "user.link", request.who, request.userid,
              before ? Json{{"userid", before->userid}} : Json{}, {{"userid", request.userid}},
              request.by, request.reason, now);
    });
    return made;
}

model::Result<state::PersonLink> unlink(state::Store& store,
                                        const std::vector<std::string>& sources,
                                        const LinkRequest& request, model::Instant now)
{
    const auto person = person_of(store, sources, request);
    if (!person) {
        return tl::unexpected(person.error());
    }
    const std::string& source = person->person.origin.source;
    state::MirrorStore& mirror = store.mirror();
    const auto before = mirror.link_of(source, request.who);
    if (!before) {
        return model::fail(ErrorKind::not_found, request.who + " has no account", "");
    }
    store.transaction([&] {
        store.roster().unsettle(std::span{&before->userid, 1}); // found by the link
        mirror.remove_link(source, request.who);
        mirror.put(state::Apart{source, request.who, before->userid});
        audit(store, "user.unlink", request.who, before->userid, {{"userid", before->userid}},
              nullptr, request.by, request.reason, now);
    });
    return *before;
}

model::Result<state::DepartmentLink> link(state::Store& store, const DepartmentLinkRequest& request,
                                          model::Instant now)
{
    const auto keys = keys_of(store);
    const auto key = keys.contains(request.key) ? request.key : "/" + request.key;
    if (!keys.contains(key)) {
        return model::fail(ErrorKind::not_found, "HR has no department " + request.key,
                           "write its path or id as the roster does: 零售/旺角店");
    }
    state::MirrorStore& mirror = store.mirror();
    const auto departments = mirror.departments();
    if (std::ranges::find(departments, request.dept_id, &model::ObservedDepartment::dept_id) ==
        departments.end()) {
        return model::fail(ErrorKind::not_found,
                           "DingTalk has no department " + std::to_string(request.dept_id) +
                               ", as far as it was read last",
                           "its dept_id is shown in DingTalk's admin console; 'rosterd sync "
                           "--full' reads everything again");
    }
    state::DepartmentLink made{key, request.dept_id, false};
    Json before;
    for (const state::DepartmentLink& one : mirror.department_links()) {
        if (one.dept_id != request.dept_id) {
            continue;
        }
        if (one.key != key && keys.contains(one.key)) {
            return model::fail(ErrorKind::conflict,
                               "the department " + std::to_string(request.dept_id) + " is " +
                                   one.key + ", which HR still has",
                               "link " + one.key + " to another one first");
        }
        made.created = one.created;
        before = {{"department", one.key}};
    }
    store.transaction([&] {
        if (!before.is_null()) {
            mirror.remove_department_link(before.at("department"));
        }
        mirror.put(made);
        store.roster().unsettle_all();
        audit(store, "department.link", "", key, before, {{"dept_id", request.dept_id}}, request.by,
              request.reason, now);
    });
    return made;
}

} // namespace rosterd::cycle
