// The company's attendance groups and who is in which: the state, without the calls' rules.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"

namespace rosterd::sandbox
{

struct AttendanceGroup {
    std::int64_t id = 0;
    std::string key; // the other name of the same group
    std::string name;
    std::string type = "FIXED"; // FIXED | TURN | NONE
    std::string owner;
    std::set<std::string> users;  // who clock in
    std::set<std::string> exempt; // who belong to it and need not
    std::set<model::DeptId> departments;
};

// A user is in one group; so is a department [queries-a-user-attendance-group].
class Attendance
{
public:
    const AttendanceGroup* group(std::int64_t id) const; // nullptr: there is none
    const AttendanceGroup* by_key(std::string_view key) const;
    std::vector<const AttendanceGroup*> groups() const; // by id, and so by creation
    // As a user, or by the nearest of the departments in `chain`, itself first.
    const AttendanceGroup* of_user(const std::string& userid) const;
    const AttendanceGroup* of_chain(const std::vector<model::DeptId>& chain) const;

    const AttendanceGroup& add(std::string name, std::string type, std::string owner);
    void rename(std::int64_t id, std::string name);
    void remove(std::int64_t id);
    // Moves out of the group before.
    void put_user(std::int64_t id, const std::string& userid, bool exempt);
    bool take_user(std::int64_t id, const std::string& userid); // false: was not in it
    void put_department(std::int64_t id, model::DeptId department);
    void take_department(std::int64_t id, model::DeptId department);
    void forget(const std::string& userid); // left the company
    void forget(model::DeptId department);

    std::uint64_t revision() const { return revision_; }
    model::Json to_json() const;
    void restore(const model::Json& json);

private:
    std::map<std::int64_t, AttendanceGroup> groups_;
    std::map<std::string, std::int64_t, std::less<>> users_;
    std::map<model::DeptId, std::int64_t> departments_;
    std::int64_t next_ = 560330001;
    std::uint64_t revision_ = 0;
};

} // namespace rosterd::sandbox
