#include "daemon/sandbox/attendance.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/model/record.hpp"

namespace rosterd::sandbox
{

using model::Json;

namespace
{

std::string key_of(std::int64_t id)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%016llX",
                  static_cast<unsigned long long>(model::fingerprint(std::to_string(id), 7)));
    return text.data();
}

} // namespace

const AttendanceGroup* Attendance::group(std::int64_t id) const
{
    const auto found = groups_.find(id);
    return found == groups_.end() ? nullptr : &found->second;
}

const AttendanceGroup* Attendance::by_key(std::string_view key) const
{
    const auto found =
        std::ranges::find_if(groups_, [key](const auto& entry) { return entry.second.key == key; });
    return found == groups_.end() ? nullptr : &found->second;
}

std::vector<const AttendanceGroup*> Attendance::groups() const
{
    std::vector<const AttendanceGroup*> all;
    all.reserve(groups_.size());
    for (const auto& [id, group] : groups_) {
        all.push_back(&group);
    }
    return all;
}

const AttendanceGroup* Attendance::of_user(const std::string& userid) const
{
    const auto found = users_.find(userid);
    return found == users_.end() ? nullptr : group(found->second);
}

const AttendanceGroup* Attendance::of_chain(const std::vector<model::DeptId>& chain) const
{
    for (const auto id : chain) {
        if (const auto found = departments_.find(id); found != departments_.end()) {
            return group(found->second);
        }
    }
    return nullptr;
}

const AttendanceGroup& Attendance::add(std::string name, std::string type, std::string owner)
{
    ++revision_;
    const auto id = next_++;
    return groups_[id] = {id, key_of(id), std::move(name), std::move(type), std::move(owner), {},
                          {}, {}};
}

void Attendance::rename(std::int64_t id, std::string name)
{
    ++revision_;
    groups_.at(id).name = std::move(name);
}

void Attendance::remove(std::int64_t id)
{
    ++revision_;
    std::erase_if(users_, [id](const auto& entry) { return entry.second == id; });
    std::erase_if(departments_, [id](const auto& entry) { return entry.second == id; });
    groups_.erase(id);
}

void Attendance::put_user(std::int64_t id, const std::string& userid, bool exempt)
{
    forget(userid);
    ++revision_;
    auto& group = groups_.at(id);
    (exempt ? group.exempt : group.users).insert(userid);
    users_[userid] = id;
}

bool Attendance::take_user(std::int64_t id, const std::string& userid)
{
    const auto found = users_.find(userid);
    const bool inside = found != users_.end() && found->second == id;
    if (inside) {
        forget(userid);
    }
    return inside;
}

void Attendance::put_department(std::int64_t id, model::DeptId department)
{
    forget(department);
    ++revision_;
    groups_.at(id).departments.insert(department);
    departments_[department] = id;
}

void Attendance::take_department(std::int64_t id, model::DeptId department)
{
    if (groups_.at(id).departments.contains(department)) {
        forget(department);
    }
}

void Attendance::forget(const std::string& userid)
{
    const auto found = users_.find(userid);
    if (found == users_.end()) {
        return;
    }
    ++revision_;
    auto& group = groups_.at(found->second);
    group.users.erase(userid);
    group.exempt.erase(userid);
    users_.erase(found);
}

void Attendance::forget(model::DeptId department)
{
    const auto found = departments_.find(department);
    if (found == departments_.end()) {
        return;
    }
    ++revision_;
    groups_.at(found->second).departments.erase(department);
    departments_.erase(found);
}

Json Attendance::to_json() const
{
    auto json = Json::array();
    for (const auto& [id, group] : groups_) {
        json.push_back({{"id", id},
                        {"name", group.name},
                        {"type", group.type},
                        {"owner", group.owner},
                        {"users", group.users},
                        {"exempt", group.exempt},
                        {"departments", group.departments}});
    }
    return json;
}

void Attendance::restore(const Json& json)
{
    for (const auto& stored : json) {
        const std::int64_t id = stored.at("id");
        const auto next = std::max(next_, id + 1);
        next_ = id;
        add(stored.at("name"), stored.value("type", "FIXED"), stored.value("owner", ""));
        next_ = next;
        for (const auto& userid : stored.value("users", std::vector<std::string>{})) {
            put_user(id, userid, false);
        }
        for (const auto& userid : stored.value("exempt", std::vector<std::string>{})) {
            put_user(id, userid, true);
        }
        for (const auto department : stored.value("departments", std::vector<model::DeptId>{})) {
            put_department(id, department);
        }
    }
}

} // namespace rosterd::sandbox
